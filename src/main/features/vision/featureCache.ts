import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PictureFindings } from '../../../shared/domain/pictureFindings.ts'
import { PICTURE_SHAPE } from './pictureShape.ts'
import type { PictureSight } from './pictureEyes.ts'

/** A bound for pictures from anywhere; thirty kilobytes a picture, so about 17,000. */
export const HALF_A_GIGABYTE = 512 * 1024 * 1024
/** SHA-256 of all that follows, then the length of the findings. */
const HASH_BYTES = 32
const HEAD_BYTES = HASH_BYTES + 4
const PATCH_NUMBERS = PICTURE_SHAPE.patches * PICTURE_SHAPE.patchWidth

/**
 * What was seen in pictures, kept in a folder by content hash, for one recipe. Anything in it may be lost: it is seen
 * again. A file that is not as it was written counts as lost.
 */
export class FeatureCache {
  readonly #folder: string
  readonly #mostBytes: number | null
  /** Bytes in the folder; null: not counted yet. */
  #bytes: number | null = null

  /**
   * `folder` holds a folder for each recipe. Above `mostBytes` the longest unused go; null: all stay, for pictures that
   * are a bound themselves.
   */
  constructor(folder: string, recipe: string, mostBytes: number | null) {
    this.#folder = path.join(folder, recipe)
    this.#mostBytes = mostBytes
  }

  /** Null: not kept. */
  async get(hash: string): Promise<PictureSight | null> {
    const file = this.#file(hash)
    const bytes = await readFile(file).catch(() => null)
    const sight = bytes === null ? null : decodeSight(bytes)
    // used now: the ones that nobody asked for are the first to go
    if (sight !== null) await utimes(file, new Date(), new Date()).catch(() => undefined)
    return sight
  }

  /** Keeps a sight; nothing happens where the folder cannot be written to. */
  async put(hash: string, sight: PictureSight): Promise<void> {
    const bytes = encodeSight(sight)
    const file = this.#file(hash)
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeFile(`${file}.partial`, bytes)
      await rename(`${file}.partial`, file)
      if (this.#mostBytes === null) return
      this.#bytes = (this.#bytes ?? (await this.#count())) + bytes.length
      if (this.#bytes > this.#mostBytes) await this.#makeRoom(this.#mostBytes)
    } catch {
      this.#bytes = null
    }
  }

  #file(hash: string): string {
    return path.join(this.#folder, `${hash}.sight`)
  }

  async #files(): Promise<{ file: string; bytes: number; used: number }[]> {
    const names = await readdir(this.#folder)
    return Promise.all(
      names.map(async (name) => {
        const file = path.join(this.#folder, name)
        const { size, mtimeMs } = await stat(file)
        return { file, bytes: size, used: mtimeMs }
      }),
    )
  }

  async #count(): Promise<number> {
    return (await this.#files()).reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Removes the longest unused until a tenth is free. */
  async #makeRoom(mostBytes: number): Promise<void> {
    const files = (await this.#files()).sort((a, b) => a.used - b.used)
    let left = files.reduce((sum, { bytes }) => sum + bytes, 0)
    for (const { file, bytes } of files) {
      if (left <= 0.9 * mostBytes) break
      await rm(file, { force: true })
      left -= bytes
    }
    this.#bytes = left
  }
}

function encodeSight({ findings, features }: PictureSight): Buffer {
  const json = Buffer.from(JSON.stringify(findings))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
    new Uint8Array(buffer, byteOffset, byteLength)
  const body = Buffer.concat([length, json, bytesOf(features.patches), bytesOf(features.regions)])
  return Buffer.concat([createHash('sha256').update(body).digest(), body])
}

/** Null where the bytes are not what was written. */
function decodeSight(bytes: Buffer): PictureSight | null {
  const body = bytes.subarray(HASH_BYTES)
  if (
    bytes.length < HEAD_BYTES ||
    !createHash('sha256').update(body).digest().equals(bytes.subarray(0, HASH_BYTES))
  )
    return null
  const end = HEAD_BYTES + bytes.readUInt32LE(HASH_BYTES)
  const numbers = new Float32Array(new Uint8Array(bytes.subarray(end)).buffer)
  return {
    findings: JSON.parse(bytes.toString('utf8', HEAD_BYTES, end)) as PictureFindings,
    features: { patches: numbers.slice(0, PATCH_NUMBERS), regions: numbers.slice(PATCH_NUMBERS) },
  }
}
