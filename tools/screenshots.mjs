// npm run screenshots: pictures of every view, or of those named, into docs/screenshots.
import { ensureSample } from './sample.mjs'
import { ensureBuilt, ensureInstalled, runTool } from './setup.mjs'

ensureInstalled()
ensureBuilt()
ensureSample()
process.exit(runTool('../e2e/pictures/screenshots.ts', process.argv.slice(2)))
