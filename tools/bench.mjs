// npm run bench [name …]: prints ratios against bare runtimes, measured in turn within one run.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root, runTool } from './setup.mjs'

/** Files of bench/ that others import, and the ambiguity suite, a command of its own. */
const PARTS = new Set(['ratio', 'generatedPosts', 'reviewPage', 'peerNetwork', 'ambiguity'])
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !PARTS.has(name))

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  process.exit(2)
}
ensureInstalled()
ensureBuilt()
for (const name of wanted.length > 0 ? wanted : names) {
  const status = runTool(`../bench/${name}.ts`, [])
  if (status !== 0) process.exit(status)
}
