// npm run experiments [-- TABLE …]: runs what is missing of the tables and writes docs/results.md.
import { ensureInstalled, runTool } from './setup.mjs'

ensureInstalled()
process.exit(runTool('../bench/experiments/main.ts', process.argv.slice(2)))
