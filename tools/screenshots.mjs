// npm run screenshots: pictures of the main views, into docs/screenshots.
import { ensureSample } from './sample.mjs'
import { ensureBuilt, ensureInstalled, runTool } from './setup.mjs'

ensureInstalled()
ensureBuilt()
ensureSample()
process.exit(runTool('../e2e/screenshots.ts', []))
