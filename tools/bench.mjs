// npm run bench [name …] [argument …]: prints ratios against bare runtimes, measured in turn within one run.
// What is no name goes to the last bench named before it: npm run bench -- import csv 1000000 1
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, root, runTool } from './setup.mjs'

/** Files of bench/ that others import, and the ambiguity suite, a command of its own. */
const PARTS = new Set([
  'ratio',
  'benchArguments',
  'performancePage',
  'generatedPosts',
  'reviewPage',
  'reviewProject',
  'peerNetwork',
  'ambiguity',
])
const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !PARTS.has(name))

const given = process.argv.slice(2)
const end = given.findIndex((name) => !names.includes(name))
const wanted = end < 0 ? given : given.slice(0, end)
const forLast = end < 0 ? [] : given.slice(end)
if (forLast.length > 0 && wanted.length === 0) {
  console.error(`There is no bench ${forLast[0]}; there are ${names.join(', ')}.`)
  process.exit(2)
}
ensureInstalled()
ensureBuilt()
for (const name of wanted.length > 0 ? wanted : names) {
  const status = runTool(`../bench/${name}.ts`, name === wanted.at(-1) ? forLast : [])
  if (status !== 0) process.exit(status)
}
