// What a packed program must be, on whatever system it was packed: the program alone, with its fuses set, and working
// from the packed files. Electron reads the archive as a folder; here it is laid out as one, and plain Node runs it.
import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { childEnvironment, root } from '../setup.mjs'

/** Of Electron: what would let somebody else's code run as the program is off. */
const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}
const ON = '1'.charCodeAt(0)

const TOP = ['LICENSE', 'THIRD-PARTY-NOTICES.md', 'node_modules', 'out', 'package.json']
/** What the loader of the system opens, and Electron's archive cannot give it. */
const NATIVE = /\.(?:node|dll|dylib|so(?:\.[\d.]+)?)$/u

/** Throws AssertionError where the package in `folder` is not as it has to be. */
export async function checkPackage(folder) {
  const { program, resources } = placesIn(folder)
  const archive = join(resources, 'app.asar')
  await checkFuses(program)
  checkFiles(archive)
  // Outside of the checkout, whose node_modules would stand in for what the package lacks.
  const work = mkdtempSync(join(tmpdir(), 'package-'))
  try {
    checkWork(archive, resources, work)
  } finally {
    rmSync(work, { recursive: true })
  }
  console.error(`${basename(folder)}: fuses, files and a run from the packed files are as they should be.`)
}

function placesIn(folder) {
  const app = readdirSync(folder).find((name) => name.endsWith('.app'))
  if (app !== undefined)
    return { program: join(folder, app), resources: join(folder, app, 'Contents', 'Resources') }
  const program = ['vsgn-workbench', 'vsgn-workbench.exe'].map((name) => join(folder, name)).find(existsSync)
  assert(program !== undefined, `${folder} holds no program`)
  return { program, resources: join(folder, 'resources') }
}

async function checkFuses(program) {
  const wire = await getCurrentFuseWire(program)
  for (const [fuse, on] of Object.entries(FUSES))
    assert.equal(wire[FuseV1Options[fuse]] === ON, on, `the fuse ${fuse} should be ${on ? 'on' : 'off'}`)
}

function checkFiles(archive) {
  const entries = listPackage(archive, { isPack: true }).map((line) => {
    const [, place, path] = /^(pack|unpack)\s*: [\\/](.+)$/u.exec(line)
    return { place, path: path.replaceAll('\\', '/') }
  })
  assert.deepEqual([...new Set(entries.map(({ path }) => path.split('/')[0]))].sort(), TOP)
  const native = entries.filter(({ path }) => NATIVE.test(path))
  for (const needed of ['better-sqlite3', 'onnxruntime-node', '@img/sharp'])
    assert(
      native.some(({ path }) => path.includes(`/${needed}`)),
      `no binary of ${needed} is packed`,
    )
  assert.deepEqual(
    native.filter(({ place }) => place === 'pack').map(({ path }) => path),
    [],
    'binaries lie inside the archive',
  )
}

/** Imports the sample's posts with their pictures and lets the packed model and detectors read them. */
function checkWork(archive, resources, work) {
  const program = join(work, 'app.asar')
  extractAll(archive, program)
  cpSync(join(resources, 'resources'), join(work, 'resources'), { recursive: true })
  const vsgn = (...args) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(program, 'out', 'main', 'cli.js'), ...args],
      {
        encoding: 'utf8',
        env: {
          ...childEnvironment(),
          XDG_CACHE_HOME: join(work, 'cache'),
          LOCALAPPDATA: join(work, 'cache'),
        },
      },
    )
    assert.equal(status, 0, `vsgn ${args.join(' ')} failed from the packed files: ${stderr}`)
    return JSON.parse(stdout)
  }
  const project = join(work, 'A.vsgn')
  const sample = join(root, 'resources', 'sample', 'posts.jsonl')
  const pictures = join(root, 'out', 'sample', 'pictures')
  vsgn('new', project, '--json')
  const imported = vsgn('import', project, sample, '--pictures', pictures, '--json')
  assert(imported.pictures.found > 0 && imported.pictures.broken === 0)
  const read = vsgn('predict', project, '--which', 'all', '--device', 'cpu', '--json')
  assert.equal(read.tweets, imported.files[0].stored)
  assert(existsSync(join(project, 'features')), 'no picture was looked at')
  const shipped = vsgn('export', join(work, 'resources', 'Sample.vsgn'), join(work, 'out.jsonl'), '--json')
  assert.equal(shipped.tweets, read.tweets)
}
