import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { FileFault } from '../formats/fileFault.ts'
import { readVoc, VocFault } from '../formats/voc.ts'
import type { VocRegion } from '../formats/voc.ts'
import { listFiles } from './pictureFolder.ts'
import { NameIndex } from './pictureNames.ts'

const LARGEST = 2 ** 20
const XML = /\.xml$/iu

export type FoundBoxes =
  | { readonly state: 'missing' }
  | {
      readonly state: 'ok'
      readonly file: string
      readonly source: Buffer
      readonly regions: readonly VocRegion[]
    }
  | {
      readonly state: 'broken'
      readonly file: string
      readonly line: number | null
      readonly found: string
      readonly expected: string | null
    }

/** PASCAL VOC annotations by the names of their pictures. */
export interface BoxFolder {
  /** For messages: the folder or the zip. */
  readonly where: string
  has(picture: string): boolean
  /** Never rejects because of what a file holds. */
  find(picture: string): Promise<FoundBoxes>
}

/** Lists the annotations of a folder and of those inside it; links are not followed. */
export async function openBoxFolder(folder: string): Promise<BoxFolder> {
  const names = (await listFiles(folder)).filter((name) => XML.test(name))
  return openBoxes({
    where: folder,
    names,
    open: (name) => createReadStream(join(folder, ...name.split('/'))) as AsyncIterable<Uint8Array>,
  })
}

interface Boxes {
  readonly where: string
  readonly names: readonly string[]
  /** Which of the names a picture's boxes have, where that is written down. */
  readonly stated?: ReadonlyMap<string, string>
  readonly open: (name: string) => AsyncIterable<Uint8Array>
}

export function openBoxes({ where, names, stated, open }: Boxes): BoxFolder {
  const index = new NameIndex(names)
  const listed = new Set(names)
  const fileOf = (picture: string): string | null =>
    stated?.get(picture) ??
    index.lookUp(`${picture.replace(/\.(?:jpe?g|png|webp|gif)$/iu, '')}.xml`)?.file ??
    null
  return {
    where,
    has: (picture) => fileOf(picture) !== null,
    async find(picture) {
      const file = fileOf(picture)
      if (file === null || !listed.has(file)) return { state: 'missing' }
      try {
        const source = await bytesOf(open(file))
        return { state: 'ok', file, source, regions: readVoc(source) }
      } catch (error) {
        return { state: 'broken', file, ...faultOf(error) }
      }
    },
  }
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const gathered: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > LARGEST) throw new VocFault(`the file is larger than ${LARGEST / 2 ** 20} MiB`, null, null)
    gathered.push(piece)
  }
  return Buffer.concat(gathered)
}

function faultOf(
  error: unknown,
): Pick<Extract<FoundBoxes, { state: 'broken' }>, 'line' | 'found' | 'expected'> {
  if (error instanceof VocFault) return error
  if (error instanceof FileFault) return error.finding
  if (error instanceof Error && 'code' in error)
    return { line: null, found: `the file could not be read (${String(error.code)})`, expected: null }
  throw error
}
