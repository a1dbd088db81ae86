/** What a new link is answered with: the only time that its address is told. */
export interface MadeLink {
  id: string;
  url: string;
  /** RFC 3339. */
  expires_at: string;
  title: string;
}
