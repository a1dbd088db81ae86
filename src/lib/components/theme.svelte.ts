export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

const KEY = 'theme';

/** Light, dark, or as the system says; kept in this browser. The first paint is settled in app.html. */
class Theme {
  name = $state<ThemeName>('system');

  /** What was kept; call once the page runs in a browser. */
  restore(): void {
    const kept = document.documentElement.dataset['theme'];
    if (kept === 'light' || kept === 'dark') this.name = kept;
  }

  choose(name: ThemeName): void {
    this.name = name;
    if (name === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = name;
    try {
      if (name === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, name);
    } catch {
      // Storage may be refused: the choice holds for this page only.
    }
  }

  /** Paper is light: charts are drawn again for it, and back afterwards. */
  forPrint(printing: boolean): void {
    if (printing) document.documentElement.dataset['theme'] = 'light';
    else this.choose(this.name);
  }
}

export const theme = new Theme();
