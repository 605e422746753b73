import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts', '**/testing/**']

/** Calls that have one home file; everywhere else they are an error. */
const oneHome = (selector, home) => ({ selector, message: `Only ${home} may do this.` })
const restricted = {
  openExternal: oneHome(
    "CallExpression[callee.property.name='openExternal']",
    'src/main/hosts/electron/lockdown.ts',
  ),
  random: oneHome("MemberExpression[object.name='Math'][property.name='random']", 'a seeded generator'),
  now: oneHome(
    "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    'src/main/system/clock.ts',
  ),
}

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', '.cache/', 'dist/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts', 'bench/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 15],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  { files: ['*.ts'], extends: [tseslint.configs.base] },
  {
    files: ['tools/**/*.mjs', '*.mjs', '*.js'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly' },
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Warns of libraries the React compiler cannot handle; it is not used here.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: tests,
    rules: { 'max-lines': ['error', 400] },
  },
  {
    // Playwright reads from the pattern of its first parameter which fixtures a fixture needs; `{}` is none.
    files: ['e2e/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    // The doors between window and machine have one home each.
    files: ['src/main/hosts/electron/*.ts'],
    ignores: [
      ...tests,
      'src/main/hosts/electron/ipcTransport.ts',
      'src/main/hosts/electron/appProtocol.ts',
      'src/main/hosts/electron/lockdown.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', importNames: ['ipcMain', 'protocol', 'shell', 'session'] }] },
      ],
    },
  },
  {
    files: ['src/main/**/*.ts', 'src/shared/**/*.ts'],
    ignores: [...tests, 'src/main/hosts/**', 'src/main/system/clock.ts'],
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', ...Object.values(restricted)] },
  },
)
