/** What may import what (see README, "The shape of it"): each rule says why when it fails. */

const MODEL = [
  'usage',
  'formats',
  'pricing',
  'exchange',
  'latency',
  'spend',
  'conversations',
  'readiness',
  'rollout',
  'roi',
]
  .concat(['claims', 'report', 'charges'])
  .map((folder) => `src/lib/${folder}/**`);

const TESTS = ['**/*.test.ts'];

const DUCKDB = {
  group: ['@duckdb/*'],
  message:
    'Only src/lib/server/store/duckdb knows the engine, so that another can take its place: ask the Store instead.',
};

const STORE_INSIDE = {
  group: ['$lib/server/store/duckdb/*', '**/store/duckdb/*'],
  message:
    'The engine stays behind the Store interface (src/lib/server/store/store.ts): only src/lib/server/app.ts and the commands of the terminal open it.',
};

const PURE = {
  group: ['svelte', 'svelte/*', '@sveltejs/*', '$app/*', '$env/*', 'node:*'],
  message:
    'The model is pure: the browser, the server, the API and the reports run the very same functions. Take what comes from outside as an argument.',
};

const NO_SERVER = {
  group: ['$lib/server/*', '$lib/server/**', '**/server/**'],
  message: 'The model never reaches into the server: take rows, prices, rates and ids as arguments.',
};

const NO_SCREEN = {
  group: ['$lib/charts/*', '$lib/components/*', '**/charts/*', '**/components/*', '*.svelte'],
  message: 'The model knows nothing of the screen: charts and components import the model, not the reverse.',
};

/** The shapes of answers may be named: types leave nothing behind in the browser. */
const CHARTS_NO_STORE = {
  group: ['$lib/server/*', '$lib/server/**', '**/server/**'],
  allowTypeImports: true,
  message: 'Charts draw rows that they are given, in the browser: only the server asks the store.',
};

const CLOCK = 'The model has no clock: take the time as an argument, so that a test can choose it.';
const DICE = 'The model has no randomness of its own: take a seed or a generator as an argument.';

/** @param {string[]} files @param {{ group: string[], message: string, allowTypeImports?: boolean }[]} patterns @param {string[]} [ignores] */
function imports(files, patterns, ignores = []) {
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  };
}

/** ESLint takes the last rule that fits a file, so each folder names all its patterns. */
export const boundaries = [
  // The benchmark sets Crossrate beside the bare engine.
  imports(['src/**', 'tests/**'], [DUCKDB], ['src/lib/server/store/duckdb/**', 'tests/bench/plain-load.js']),
  imports(
    ['src/routes/**', 'src/hooks.server.ts', 'src/lib/server/**', 'src/lib/components/**'],
    [DUCKDB, STORE_INSIDE],
    ['src/lib/server/store/duckdb/**', 'src/lib/server/app.ts', 'src/lib/server/commands/**', ...TESTS],
  ),
  imports(['src/lib/charts/**'], [DUCKDB, CHARTS_NO_STORE]),
  imports(MODEL, [DUCKDB, PURE, NO_SERVER, NO_SCREEN], TESTS),
  {
    files: MODEL,
    ignores: TESTS,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: CLOCK },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
        { selector: "MemberExpression[object.name='performance']", message: CLOCK },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: DICE },
        { selector: "MemberExpression[object.name='crypto']", message: DICE },
      ],
    },
  },
];
