import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { visionFolder } from '../../system/resources.ts'

/** A file of a pretrained network and the bytes it must have. */
export interface VisionFile {
  readonly file: string
  readonly sha256: string
}

/**
 * The detectors that the build fetches and converts (`tools/vision.mjs`). They find things and see that there is a
 * face; nothing here recognises or rates a person, and nothing that does may be added.
 */
export const VISION_FILES = {
  /** NanoDet-g: 80 classes of things at 416 pixels, and the features behind them. */
  things: {
    file: 'nanodet-g.onnx',
    sha256: '2bad78031b66a1e26cd08ecb94d9c5e263f273105dabcf2682aa88a14c3c451c',
  },
  /** BlazeFace at 256 pixels: faces in the whole picture. */
  faces: {
    file: 'blazeface-back.onnx',
    sha256: 'c09acbf6c0fa713896488c15692a392f5698ca94b1d3ba9e13d6828aabf3ca28',
  },
  /** BlazeFace at 128 pixels: the face of a person that was found. */
  closeFaces: {
    file: 'blazeface-short.onnx',
    sha256: 'da075efb7d53a22074b815c75d443be6c4949a3e1a614202b505cfec009c72f6',
  },
} as const satisfies Readonly<Record<string, VisionFile>>

/** Why pictures cannot be looked at on this machine; null: they can. */
export function missingEyes(vision: string = visionFolder()): string | null {
  const missing = Object.values(VISION_FILES).find(({ file }) => !existsSync(path.join(vision, file)))
  return missing === undefined
    ? null
    : `The detectors are not on this machine (${path.join(vision, missing.file)} is missing). With a connection to the npm registry, "npm start" fetches them.`
}

/** Reads a network whole. Throws an Error that says what is wrong with the file. */
export function readVisionFile(folder: string, { file, sha256 }: VisionFile): Uint8Array {
  const bytes = readFileSync(path.join(folder, file))
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256)
    throw new Error(
      `${path.join(folder, file)} was changed: its SHA-256 is ${found.slice(0, 12)}…, expected ${sha256.slice(0, 12)}…. With a connection to the npm registry, "npm start" fetches it anew.`,
    )
  return bytes
}
