// Writes THIRD-PARTY-NOTICES.md: every package and every pretrained model that ships with the program, its licence and
// the licence's text, from package-lock.json, node_modules and resources/licences. `--check` compares instead of writing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
const shipped = Object.entries(packages)
  .filter(
    ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.devOptional !== true,
  )
  .map(([path, entry]) => ({ path, name: path.slice(path.lastIndexOf('node_modules/') + 13), ...entry }))
  .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1))

// Packages for one platform are not installed everywhere; their licence is the one their parent states.
const forEverywhere = (entry) => entry.os === undefined && entry.cpu === undefined && entry.libc === undefined

function licenceText(path) {
  const folder = join(root, path)
  if (!existsSync(folder)) return null
  const names = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/iu.test(name))
    .sort()
  return names.length === 0
    ? null
    : names.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}

const lines = [
  '# Third-party notices',
  '',
  'Packages that ship with VSGN Workbench. Made by `node tools/notices.mjs`; do not edit.',
  '',
  '| package | version | licence |',
  '|---|---|---|',
  ...shipped.map((entry) => `| ${entry.name} | ${entry.version} | ${entry.license ?? 'see its text'} |`),
  '',
]

const licences = join(root, 'resources', 'licences')
const models = JSON.parse(readFileSync(join(licences, 'models.json'), 'utf8'))
lines.push(
  'Pretrained models that look at pictures:',
  '',
  '| model | from | copyright | licence | changed |',
  '|---|---|---|---|---|',
  ...models.map(
    ({ name, from, copyright, licence, changed }) =>
      `| ${name} | ${from} | ${copyright} | ${licence} | ${changed} |`,
  ),
  '',
)

const groups = new Map()
for (const { name, text } of models) {
  const key = readFileSync(join(licences, text), 'utf8').trim()
  groups.set(key, [...(groups.get(key) ?? []), name])
}
for (const entry of shipped.filter(forEverywhere)) {
  const text = licenceText(entry.path)
  if (text === null) continue
  const key = text.replaceAll('\r\n', '\n')
  groups.set(key, [...(groups.get(key) ?? []), `${entry.name} ${entry.version}`])
}
for (const [text, names] of groups)
  lines.push(`## ${names.join(', ')}`, '', '```text', text.replaceAll('```', "'''"), '```', '')

const target = join(root, 'THIRD-PARTY-NOTICES.md')
const wanted = `${lines.join('\n')}`
if (!process.argv.includes('--check')) writeFileSync(target, wanted)
else if (!existsSync(target) || readFileSync(target, 'utf8') !== wanted) {
  console.error(
    'THIRD-PARTY-NOTICES.md does not match package-lock.json. Run `npm run notices` and commit it.',
  )
  process.exit(1)
}
