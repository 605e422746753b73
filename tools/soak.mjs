// npm run soak: the long checks, with the numbers of vitest.soak.config.ts. Hours on a small machine.
import { ensureBuilt, ensureInstalled, runTool } from './setup.mjs'

ensureInstalled()
ensureBuilt()
process.exit(runTool('vitest/vitest.mjs', ['run', '--config', 'vitest.soak.config.ts']))
