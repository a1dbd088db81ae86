import Big from 'big.js';

/** Decimals of a figure as it was claimed: "85" 0, "85.5" 1. */
export function placesOf(figure: string): number {
  return figure.split('.')[1]?.length ?? 0;
}

/** Does a value, rounded half to even as the figure was, equal it? */
export function readsAs(value: Big, figure: string): boolean {
  return rounded(value, figure).eq(figure);
}

/** Does a value, rounded as the figure was, reach it? */
export function reaches(value: Big, figure: string): boolean {
  return rounded(value, figure).gte(figure);
}

/** 1 − credit price ÷ market rate, 0 to 1: the share of a list price that cheap credit saves a payer of yuan. */
export function savedShare(creditPrice: string, marketRate: string): Big {
  return Big(1).minus(Big(creditPrice).div(marketRate));
}

/** (to − from) ÷ from × 100. */
export function changePct(from: string, to: string): Big {
  return Big(to).minus(from).div(from).times(100);
}

/** 86.3013… → 86.30 %; an unbreakable space, and a minus as wide as a figure. */
export function percentText(value: Big, places = 2): string {
  return `${grouped(value, places)}\u00a0%`;
}

/** The same cut off instead of rounded, so that it says no more than there is: 84.996 → 84.99 %. */
export function percentAtLeast(value: Big, places = 2): string {
  return percentText(value.round(places, Big.roundDown), places);
}

/** 2100 → $2,100; 647.26 → $647.26. */
export function amountText(value: Big, currency: string): string {
  const sign = currency === 'USD' ? '$' : '¥';
  const text = grouped(value.abs(), value.round(2, Big.roundHalfEven).mod(1).eq(0) ? 0 : 2);
  return `${value.lt(0) ? '−' : ''}${sign}${text}`;
}

/** −47 → −47 ms; one place under 10. */
export function milliseconds(value: Big): string {
  const places = value.abs().lt(10) && !value.mod(1).eq(0) ? 1 : 0;
  return `${grouped(value, places)}\u00a0ms`;
}

/** Grouped thousands and so many places, without a sign before 0. */
export function grouped(value: Big, places: number): string {
  const [whole = '', rest] = value.round(places, Big.roundHalfEven).abs().toFixed(places).split('.');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
  return value.lt(0) && /[1-9]/.test(text) ? `−${text}` : text;
}

function rounded(value: Big, figure: string): Big {
  return value.round(placesOf(figure), Big.roundHalfEven);
}
