export interface PageLink {
  href: string;
  label: string;
  /** The letter after `g` that goes there. */
  letter: string;
}

/** The pages of the navigation, in their groups. */
export const PAGE_GROUPS: { title: string; pages: PageLink[] }[] = [
  {
    title: 'Decide',
    pages: [
      { href: '/', label: 'Overview', letter: 'o' },
      { href: '/readiness', label: 'Readiness', letter: 'y' },
      { href: '/rollout', label: 'Rollout', letter: 'u' },
      { href: '/roi', label: 'ROI', letter: 'i' },
      { href: '/claims', label: 'Claims', letter: 'm' },
    ],
  },
  {
    title: 'Understand',
    pages: [
      { href: '/spend', label: 'Spend', letter: 's' },
      { href: '/exchange', label: 'Exchange', letter: 'e' },
      { href: '/latency', label: 'Latency', letter: 'l' },
      { href: '/conversations', label: 'Conversations', letter: 'c' },
    ],
  },
  {
    title: 'Keep',
    pages: [
      { href: '/data', label: 'Data', letter: 'd' },
      { href: '/reports', label: 'Reports', letter: 'r' },
      { href: '/settings', label: 'Settings', letter: 't' },
    ],
  },
];

/** Is a page, or a page under it, the one at this path? */
export function isAt(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
