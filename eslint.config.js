import reactHooks from 'eslint-plugin-react-hooks'
import stylistic from '@stylistic/eslint-plugin'
import tseslint from 'typescript-eslint'

/** The Math functions that IEEE 754 pins down to the last bit; everything else differs between engines. */
const exactMath = ['abs', 'sqrt', 'floor', 'ceil', 'trunc', 'round', 'min', 'max', 'sign', 'fround', 'imul', 'clz32']

const forbiddenInCore = [
  {
    selector: `MemberExpression[object.name="Math"][property.name!=/^(${exactMath.join('|')})$/]`,
    message: `core uses only Math.{${exactMath.join(',')}}: the rest differ between engines. Take core/elementary.`,
  },
  {
    selector: ':not(MemberExpression) > Identifier[name="Math"], MemberExpression > Identifier.property[name="Math"]',
    message: 'Math is named only to take one of its exact functions, so that this can be checked.',
  },
  {
    selector: 'BinaryExpression[operator="**"], AssignmentExpression[operator="**="]',
    message: '** differs between engines. Take pow or powInteger from core/elementary.',
  },
  { selector: 'NewExpression[callee.name="Function"]', message: 'text is never run as code.' },
]

const noEnum = { selector: 'TSEnumDeclaration', message: 'use a union of literals.' }

/** Prettier breaks code; comments it leaves as they are. */
const lineLength = {
  code: 120,
  comments: 120,
  ignoreUrls: true,
  ignoreStrings: true,
  ignoreTemplateLiterals: true,
  ignoreRegExpLiterals: true,
}

/** What a frame may not do, wherever it is written: allocate, or ask React to render. */
const forbiddenInFrames = ['NewExpression', 'ObjectExpression', 'ArrayExpression', ':function :function']
  .concat('CallExpression[callee.property.name="clone"]', 'CallExpression[callee.name=/^set[A-Z]/]')
  .map((what) => ({
    selector: `CallExpression[callee.name="useFrame"] ${what}`,
    message: 'a frame allocates nothing and renders nothing: make it once, outside useFrame, and set it here.',
  }))

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  ...tseslint.configs.strict,
  {
    plugins: { '@stylistic': stylistic },
    rules: {
      '@stylistic/max-len': ['error', lineLength],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-eval': 'error',
      'no-restricted-syntax': ['error', noEnum],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...forbiddenInCore],
      'no-restricted-globals': [
        'error',
        'Date',
        'performance',
        'console',
        'setTimeout',
        'process',
        'window',
        'self',
        'document',
        'crypto',
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { ...reactHooks.configs.recommended.rules, 'no-restricted-syntax': ['error', noEnum, ...forbiddenInFrames] },
  },
  {
    // An ambient module can name another file's types in no other way.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }] },
  },
  {
    files: ['scripts/**/*.js', 'scripts/**/*.mjs', '*.config.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
  },
)
