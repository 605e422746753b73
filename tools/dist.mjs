// npm run dist: makes the installers of this system in dist/, checks what is in them and writes their checksums.
// `-- --dir` packs the folder alone. `-- --stand-in` packs it around a file that stands in the place of Electron, for a
// machine that cannot get Electron: all but Electron itself is checked.
import { join } from 'node:path'
import { ensureSample } from './sample.mjs'
import { ensureBuilt, ensureInstalled, ensureVision, root, runTool } from './setup.mjs'

ensureInstalled()
ensureBuilt()
ensureSample()
ensureVision()
process.exitCode = runTool(join('..', 'tools', 'packaging', 'pack.mjs'), process.argv.slice(2), { cwd: root })
