import { javascript } from 'projen';
import { LAYERS } from './layers';

/** Largest files and functions, in lines. */
const BUDGETS = { file: 400, construct: 250, rule: 40, function: 40 };

/** Code that runs in Lambda functions, and has promises. */
const HANDLERS = ['src/**/handler/**/*.ts', 'src/foundation/functions/**/*.ts'];

/** Generated, two lines per rule. */
const RULE_INDEX = 'src/rules/index.ts';

const TOKEN = 'only src/core/known.ts and src/model may look at tokens; ask known() or isDeployTime() from core/known';
const ACKNOWLEDGE = 'only src/packs may acknowledge findings: a construct must not mark its own homework';

const NO_TOKEN = [
  { selector: 'ImportSpecifier[imported.name=/^Token(ization)?$/]', message: TOKEN },
  { selector: 'MemberExpression[property.name=/^Token(ization)?$/]', message: TOKEN },
];
const NO_PROMISE = [{ selector: ':function[async=true]', message: 'only handlers and what they share may wait: the others are linted without types, which see a forgotten promise' }];
const NO_ACKNOWLEDGE = [{ selector: 'CallExpression[callee.property.name="acknowledge"]', message: ACKNOWLEDGE }];

/** What ESLint enforces beyond projen's own rules: types, layers and budgets. */
export function configureLint(eslint: javascript.Eslint): void {
  eslint.config.reportUnusedDisableDirectives = true;
  delete eslint.config.settings['import/resolver'].node; // what it finds, the resolver of TypeScript finds as well
  eslint.config.parserOptions.jsDocParsingMode = 'none'; // no rule reads them, and those of the CDK take seconds
  eslint.addRules({
    '@typescript-eslint/no-explicit-any': 'error',
    'eqeqeq': 'error',
    'import/order': ['error', {
      groups: ['builtin', 'external'],
      // the examples import the library as its users do
      pathGroups: [{ pattern: 'cdk-hardened-databases', group: 'external' }],
      alphabetize: { order: 'asc', caseInsensitive: true },
    }],
  });
  restrictImports(eslint);
  restrictSyntax(eslint);
  allowBundledImports(eslint);
  spareTypes(eslint);
  limitSizes(eslint);
}

function restrictImports(eslint: javascript.Eslint): void {
  const zones = Object.entries(LAYERS).map(([layer, allowed]) => ({
    target: `./src/${layer}`,
    from: './src',
    except: [layer, ...allowed].map((name) => `./${name}`),
    message: `${layer} may import ${allowed.length === 0 ? 'nothing else of src' : allowed.join(', ')}.`,
  }));
  eslint.addOverride({
    files: ['src/**/*.ts'],
    rules: { 'import/no-restricted-paths': ['error', { zones }] },
  });
  const nag = { name: 'cdk-nag', message: 'Only packs may import cdk-nag.' };
  eslint.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: ['src/packs/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [nag], patterns: [{ group: ['cdk-nag/*'], message: nag.message }] }] },
  });
}

/** Handlers are bundled with their drivers, and the runtime of Lambda has the clients: both are development dependencies. */
function allowBundledImports(eslint: javascript.Eslint): void {
  eslint.addOverride({
    files: ['src/databases/{users,redshift,activity-stream,snapshots}/handler/**', 'src/perimeter/blocklist/handler/**'],
    rules: { 'import/no-extraneous-dependencies': 'off' },
  });
}

/** Types are asked for promises only, and take longer than all other rules: where there are none, nobody asks. */
function spareTypes(eslint: javascript.Eslint): void {
  eslint.addOverride({
    files: ['src/**/*.ts'],
    excludedFiles: HANDLERS,
    rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' },
    parserOptions: { project: null },
  } as javascript.EslintOverride);
}

function restrictSyntax(eslint: javascript.Eslint): void {
  const selectors = [
    { files: ['src/**/*.ts'], excludedFiles: ['src/packs/**', 'src/core/known.ts', 'src/model/**'], forbidden: [...NO_PROMISE, ...NO_TOKEN, ...NO_ACKNOWLEDGE] },
    { files: ['src/core/known.ts', 'src/model/**/*.ts'], forbidden: [...NO_PROMISE, ...NO_ACKNOWLEDGE] },
    { files: ['src/packs/**/*.ts'], forbidden: [...NO_PROMISE, ...NO_TOKEN] },
    { files: HANDLERS, forbidden: [...NO_TOKEN, ...NO_ACKNOWLEDGE] },
  ];
  for (const { files, excludedFiles, forbidden } of selectors) {
    eslint.addOverride({ files, excludedFiles, rules: { 'no-restricted-syntax': ['error', ...forbidden] } });
  }
}

function limitSizes(eslint: javascript.Eslint): void {
  const code = { skipBlankLines: true, skipComments: true };
  const limit = (files: string[], max: number, options = {}) =>
    eslint.addOverride({ files, rules: { 'max-lines': ['error', { max, ...options }] } });

  // the caps on files and rules count every line; constructs count code only, for their comments are the API documentation
  limit(['src/**/*.ts'], BUDGETS.file);
  limit(['src/{foundation,databases,perimeter,compute}/**/*.ts'], BUDGETS.construct, code);
  limit(['src/rules/*/**/*.ts'], BUDGETS.rule);
  eslint.addOverride({ files: [RULE_INDEX], rules: { 'max-lines': 'off', 'import/order': 'off' } });
  eslint.addOverride({
    files: ['src/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'projenrc/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: BUDGETS.function, ...code }] },
  });
}
