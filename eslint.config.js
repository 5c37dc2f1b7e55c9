import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

const browserGlobals = Object.fromEntries(
  [
    'document',
    'window',
    'navigator',
    'FormData',
    'DataTransfer',
    'HTMLElement',
    'fetch',
    'location',
    'setTimeout',
    'clearTimeout',
    'history',
    'DOMParser',
    'AbortController',
    'URLSearchParams',
  ].map((name) => [name, 'readonly']),
)

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'var', 'src/openbadges/jsonld/contexts'] },
  {
    files: ['{src,db,test}/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: true },
    rules: {
      // `== null` is the one way to say null or undefined
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
      // false for https://münchen.example once Node 20 has compiled the code around it
      'no-restricted-properties': [
        'error',
        { object: 'URL', property: 'canParse', message: 'Use canParse of openbadges.' },
      ],
      'no-param-reassign': 'error',
      'max-lines': ['error', 250],
      'max-depth': ['error', 4],
      complexity: ['error', 30],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'variableLike',
          format: null,
          custom: { regex: '^(data|info|manager|helper|util)$', match: false },
        },
      ],
      // numbers in sentences are what templates are for
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `list[0]!` where the line before proved it, and noUncheckedIndexedAccess cannot see it
      '@typescript-eslint/no-non-null-assertion': 'off',
      // a promise handed to Express or to a callback that ignores what it returns
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false } },
      ],
      // one rejection that nobody hears ends the program for everybody: each promise is awaited or caught
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.property.name=/^(on|once|addEventListener)$/] > :function[async=true]',
          message: 'Nobody hears when an async listener fails: catch inside a plain one.',
        },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // handlers are written as methods and never use `this`
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // `Boolean(stream.isTTY)`: what a type says is there may be missing at run time
      '@typescript-eslint/no-unnecessary-type-conversion': 'off',
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // texts of strangers: no expression may take time by the square of their length
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    files: ['**/*.d.ts'],
    rules: {
      '@typescript-eslint/naming-convention': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['src/cli/**/*.ts', 'src/server.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-dynamic-delete': 'off' },
  },
  {
    // a package marks what it warns of as deprecated: requests without TLS, which settings allow on this machine alone
    files: ['src/net/provider.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    files: ['public/js/**/*.js'],
    languageOptions: { globals: browserGlobals },
    rules: {
      eqeqeq: 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'prefer-const': 'error',
    },
  },
)
