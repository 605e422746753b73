// npm start: sets up what is missing, builds, and opens the workbench: in a window where Electron and a display
// are there, in the browser otherwise. `npm start -- --web` forces the browser; a project folder may follow.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childEnvironment, ensureBuilt, ensureInstalled, fetchVision, pinnedNode, root } from './setup.mjs'

const ELECTRON_MINUTES = 4
const args = process.argv.slice(2)
const forceWeb = args.includes('--web')
const given = args.filter((arg) => arg !== '--web')

ensureInstalled()
ensureBuilt()
const { ensureSample } = await import('./sample.mjs')
ensureSample()

const WITH_VALUE = new Set(['--port', '--data-root', '--data-dir', '--public-origin', '--host', '--project'])
const namesProject = given.some(
  (arg, index) => arg === '--project' || (!arg.startsWith('--') && !WITH_VALUE.has(given[index - 1])),
)
const rest = namesProject ? given : [...given, '--sample']

const electron = forceWeb ? { reason: '' } : findElectron()
if (electron.path !== undefined) run(electron.path, [root, ...rest])
else {
  if (!forceWeb) console.error(`${electron.reason} The workbench opens in the browser instead.`)
  // A small young generation: V8 would let garbage of an import grow to a hundred megabytes before it looks.
  run(pinnedNode(), ['--max-semi-space-size=16', join(root, 'out', 'main', 'web.js'), '--open', ...rest])
}

/** The Electron binary, fetched by Electron's own installer if need be, or the reason why there is no window. */
function findElectron() {
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)
  if (!hasDisplay) return { reason: 'There is no display.' }
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { reason: 'Electron keeps its sandbox only for an ordinary user, and this is root.' }
  const found = electronPath()
  if (found !== undefined) return { path: found }
  console.error(`Fetching the Electron binary (gives up after ${ELECTRON_MINUTES} minutes) …`)
  const installed = spawnSync(pinnedNode(), [join(root, 'node_modules', 'electron', 'install.js')], {
    cwd: root,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: ELECTRON_MINUTES * 60_000,
  })
  const path = installed.status === 0 ? electronPath() : undefined
  return path === undefined ? { reason: 'The Electron binary could not be fetched.' } : { path }
}

function electronPath() {
  const folder = join(root, 'node_modules', 'electron')
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer)) return undefined
  const path = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(pointer, 'utf8').trim(),
  )
  return existsSync(path) ? path : undefined
}

function run(command, commandArgs) {
  const child = spawn(command, commandArgs, { cwd: process.cwd(), env: childEnvironment(), stdio: 'inherit' })
  // Only once the window is on its way: it does not wait for this.
  const vision = fetchVision()
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    vision.kill()
    process.exit(code ?? (signal === 'SIGINT' ? 130 : 1))
  })
}
