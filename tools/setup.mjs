// What every script needs before it can do its own work. Plain JavaScript: it runs on whatever Node started npm.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')
const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'

const INSTALL_MINUTES = 15

/** The pinned Node of devDependencies; better-sqlite3 does not run on older ones. */
export function pinnedNode() {
  return join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')
}

/** Environment in which child scripts find the pinned Node and the tools of node_modules first. */
export function childEnvironment(extra = {}) {
  return {
    ...process.env,
    PATH: [join(modules, 'node', 'bin'), join(modules, '.bin'), process.env.PATH].join(delimiter),
    ...extra,
  }
}

/** Runs a script of an installed package with the pinned Node. Returns its exit status. */
export function runTool(script, args, options = {}) {
  const result = spawnSync(pinnedNode(), [join(modules, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    ...options,
    env: childEnvironment(options.env),
  })
  if (result.error !== undefined) throw result.error
  return result.status ?? 1
}

/** Runs a tool beside others; what it says is given back with its status, both streams in the order they came. */
export function startTool(script, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode(), [join(modules, script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: childEnvironment(),
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', reject)
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
  })
}

function packageVersions(lockFile) {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'))
  return packages
}

/** True when every package of the lock file that belongs on this machine is there in its version. */
function isInstalled() {
  const installedLock = join(modules, '.package-lock.json')
  if (!existsSync(pinnedNode()) || !existsSync(installedLock)) return false
  const installed = packageVersions(installedLock)
  return Object.entries(packageVersions(join(root, 'package-lock.json'))).every(
    ([path, wanted]) =>
      path === '' || wanted.optional === true || installed[path]?.version === wanted.version,
  )
}

/** The npm client that started this, or the one of the system: a command and its first arguments. */
export function npmCommand() {
  const npm = process.env.npm_execpath
  return npm?.endsWith('.js') ? [process.execPath, [npm]] : [windows ? 'npm.cmd' : 'npm', []]
}

/** Installs what is missing; exits with a message when that cannot be done. */
export function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) {
    console.error(
      `Node ${process.versions.node} is too old to set up the workbench. Install Node 20 or newer.`,
    )
    process.exit(1)
  }
  if (isInstalled()) return
  console.error(`Installing the packages of package-lock.json (gives up after ${INSTALL_MINUTES} minutes) …`)
  const [command, args] = npmCommand()
  const limit = Date.now() + INSTALL_MINUTES * 60_000
  const run = (...npmArgs) =>
    spawnSync(command, [...args, ...npmArgs, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      timeout: Math.max(1, limit - Date.now()),
      shell: windows,
    })
  // Native packages carry their binaries, and an install script would fetch or compile others; only the package
  // that brings Node needs its own.
  let result = run('ci', '--ignore-scripts')
  if (result.status === 0) result = run('rebuild', 'node')
  if (result.status !== 0 || !isInstalled()) {
    const why =
      result.error?.code === 'ETIMEDOUT' ? `it took longer than ${INSTALL_MINUTES} minutes` : 'see above'
    console.error(
      `The packages could not be installed: ${why}. Check the connection to the npm registry and run the command again.`,
    )
    process.exit(1)
  }
}

/** Fetches the detectors that look at pictures; without them the workbench works and says so. */
export function ensureVision() {
  runTool('../tools/vision.mjs', [])
}

/** The same in the background; gives the process, which ends by itself. */
export function fetchVision() {
  return spawn(pinnedNode(), [join(root, 'tools', 'vision.mjs')], {
    cwd: root,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function filesBelow(path) {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** SHA-256 over names and bytes of files and folders, relative to the project root. */
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const path of paths.map((each) => join(root, each)).filter(existsSync)) {
    const files = statSync(path).isDirectory() ? filesBelow(path) : [path]
    for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  }
  return hash.digest('hex')
}

/** Runs `make` unless it last ended well with the same inputs. `make` returns an exit status. */
export function onceFor(name, inputs, output, make) {
  const stamp = join(root, '.cache', `${name}.stamp`)
  const wanted = fingerprint(inputs)
  if (existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  // What stops half-way leaves an output that no inputs made.
  rmSync(stamp, { force: true })
  const status = make()
  if (status !== 0) process.exit(status)
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(stamp, wanted)
}

/** Builds main, preload and renderer into out/. */
export function ensureBuilt() {
  const inputs = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json']
  onceFor('build', inputs, 'out/main/web.js', () => {
    console.error('Building …')
    return runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'], {
      stdio: ['ignore', 2, 2],
    })
  })
}
