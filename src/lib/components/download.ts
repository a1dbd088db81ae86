/** Hands the browser a file to save. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

/** Saves cells as CSV; the writer of it is loaded only now. A byte order mark tells spreadsheets that it is UTF-8. */
export async function downloadCsv(
  name: string,
  head: string[],
  cells: (string | number | null)[][],
): Promise<void> {
  const { toCsv } = await import('$lib/usage/csv');
  download(`${name}.csv`, new Blob(['\ufeff', toCsv(head, cells)], { type: 'text/csv;charset=utf-8' }));
}
