// npm run soak [-- PART …]: the long checks, with the numbers of vitest.soak.config.ts. Hours on a small machine, so
// each part can be run by itself; VSGN_KILLS and the other variables of that file make it shorter.
import { ensureBuilt, ensureInstalled, runTool } from './setup.mjs'

/** What a part is called, and the file that does it. */
const PARTS = {
  'edit-kills': 'src/main/store/proof/crash.test.ts',
  'migration-kills': 'src/main/store/proof/migration.test.ts',
  'import-kills': 'src/main/import/importKill.test.ts',
  'export-kills': 'src/main/export/exportKill.test.ts',
  'export-faults': 'src/main/export/exportFaults.test.ts',
  'power-cuts': 'src/main/store/proof/powerCut.soak.ts',
  'system-calls': 'src/main/store/proof/durability.test.ts',
  starters: 'src/main/store/proof/oneWriter.test.ts',
  damages: 'src/main/store/proof/damage.test.ts',
  interleavings: 'src/main/store/proof/interleaving.test.ts',
  mutants: 'src/main/import/mutants.test.ts',
  pictures: 'src/main/jobs/pictureMutants.test.ts',
  'round-trips': 'src/main/formats/everyFormat.test.ts',
  'format-pairs': 'src/main/export/everyPair.test.ts',
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((part) => !(part in PARTS))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`)
  process.exit(2)
}
ensureInstalled()
ensureBuilt()
const files = wanted.map((part) => PARTS[part])
process.exit(runTool('vitest/vitest.mjs', ['run', '--config', 'vitest.soak.config.ts', ...files]))
