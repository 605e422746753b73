// Packs the program with electron-builder as resources/electron-builder.yml says, and checks what came out.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { missingEyes } from '../../src/main/features/vision/visionModels.ts'
import { visionCacheFolder } from '../../src/main/system/resources.ts'
import { childEnvironment, npmCommand, root } from '../setup.mjs'
import { standInElectron } from './standIn.mjs'

const packaging = join(root, 'tools', 'packaging')
const work = join(root, '.cache', 'packaging')
const dist = join(root, 'dist')

const { values } = parseArgs({ options: { dir: { type: 'boolean' }, 'stand-in': { type: 'boolean' } } })

const missing = missingEyes(visionCacheFolder())
if (missing !== null) stop(`${missing} A package brings them along.`)
rmSync(dist, { recursive: true, force: true })
rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
await sharp(join(root, 'src', 'renderer', 'icon.svg'), { density: 2304 })
  .resize(1024)
  .png()
  .toFile(join(work, 'icon.png'))
// It looks for everything below the project.
cpSync(visionCacheFolder(), join(work, 'vision'), { recursive: true })
installTools()
pack()
const { checkPackage } = await import('./checkPackage.mjs')
for (const folder of packedFolders()) await checkPackage(folder)
writeChecksums()

function stop(message) {
  console.error(message)
  process.exit(1)
}

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options })
  if (error !== undefined || status !== 0)
    stop(`Packing stopped: ${args.slice(0, 2).join(' ')} ended with ${error?.message ?? `status ${status}`}.`)
}

function installTools() {
  const [command, args] = npmCommand()
  run(command, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: packaging,
    shell: process.platform === 'win32',
  })
}

function pack() {
  const electron = values['stand-in'] === true ? [`--config.electronDist=${standInElectron(work)}`] : []
  const folderAlone = values.dir === true || values['stand-in'] === true ? ['--dir'] : []
  const builder = join(packaging, 'node_modules', 'electron-builder', 'cli.js')
  const config = join('resources', 'electron-builder.yml')
  run(
    process.execPath,
    [builder, 'build', '--config', config, '--publish', 'never', ...folderAlone, ...electron],
    { cwd: root, env: childEnvironment() },
  )
}

/** Where the program lies unpacked: one folder a system and processor. */
function packedFolders() {
  const folders = readdirSync(dist, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && /^(?:linux|win|mac)/u.test(entry.name),
  )
  if (folders.length === 0) stop(`Packing stopped: ${dist} holds no packed program.`)
  return folders.map(({ name }) => join(dist, name))
}

function writeChecksums() {
  const made = readdirSync(dist).filter((name) => name.startsWith('vsgn-workbench-'))
  const lines = made.map((name) => {
    const hash = createHash('sha256').update(readFileSync(join(dist, name)))
    return `${hash.digest('hex')}  ${name}\n`
  })
  if (lines.length > 0) writeFileSync(join(dist, 'SHA256SUMS'), lines.join(''))
  console.error(`${dist}: ${made.length === 0 ? 'the program in a folder' : made.join(', ')}`)
}
