import type { Settings, SettingsChange } from '$lib/server/answers/settings';

/** The settings as the form holds them. */
export type Entered = Pick<
  Settings,
  'organisation' | 'home_currency' | 'home_regions' | 'medium_sample' | 'large_sample'
> & {
  /** Empty: the home currency. */
  reporting_currency: string;
};

/** What a form begins with. */
export function enteredOf(settings: Settings): Entered {
  const { organisation, home_currency, reporting_currency, home_regions, medium_sample, large_sample } =
    settings;
  return {
    organisation,
    home_currency,
    reporting_currency: reporting_currency ?? '',
    home_regions: [...home_regions],
    medium_sample,
    large_sample,
  };
}

/** What is sent to the API: all of it, so that what is saved is what is seen. */
export function changeOf({ reporting_currency, home_currency, ...rest }: Entered): Required<SettingsChange> {
  return {
    ...rest,
    home_currency: home_currency as Required<SettingsChange>['home_currency'],
    reporting_currency: (reporting_currency || null) as Required<SettingsChange>['reporting_currency'],
  };
}

/** Does it change what pages show amounts in? Then its effect is shown before it is saved. */
export function movesAmounts(settings: Settings, { home_currency, reporting_currency }: Entered): boolean {
  return (
    home_currency !== settings.home_currency || (reporting_currency || null) !== settings.reporting_currency
  );
}
