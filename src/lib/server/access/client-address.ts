/**
 * Where a request comes from: what the outermost of the trusted proxies saw. Each adds the other end of its connection
 * to the end of X-Forwarded-For; what stands before those anybody may have written. Without enough entries the
 * connection's other end counts.
 * @param proxies how many are trusted
 */
export function clientAddress(connection: string, headers: Headers, proxies: number): string {
  if (proxies === 0) return connection;
  const seen = (headers.get('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  const address = seen.at(-proxies) ?? '';
  return /^[\da-f.:]{2,45}$/i.test(address) ? address : connection;
}
