/** What column names are compared by: trimmed (a byte order mark too), spaces single, in lower case. */
export function columnKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
