/** What column names are compared by: trimmed (a byte order mark too) and in lower case. */
export function columnKey(name: string): string {
  return name.trim().toLowerCase();
}
