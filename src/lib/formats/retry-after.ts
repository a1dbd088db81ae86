const WAIT =
  '((?:\\d+(?:\\.\\d+)? ?(?:ms|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?)?) ?)+|\\d+(?:\\.\\d+)?)';

/**
 * How long an error's text says to wait: "Please try again in 6m0s", "Retry after 20 seconds", "retryDelay": "34s".
 * A number alone is seconds.
 */
export const RETRY_AFTER_TEXT = `(?:[Tt]ry[ -][Aa]gain|[Rr]etry(?:ing)?)[ _-]?(?:in|[Aa]fter|[Dd]elay)[^0-9a-z]{0,12}${WAIT}`;

/** The same in a header of its own, also where it stands in a list of one. Dates are not read. */
export const RETRY_AFTER_HEADER = '^\\[?"?(\\d+(?:\\.\\d+)?)"?\\]?$';
