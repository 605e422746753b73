import type { Dirent } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { HEAD_BYTES, otherContent, pictureFormat } from './pictureFormat.ts'
import type { PictureFormat } from './pictureFormat.ts'
import { NameIndex } from './pictureNames.ts'
import { quoted } from '../formats/problemText.ts'

/** What a full look at a picture tells; made by the picture process. */
export type InspectedPicture =
  | {
      readonly state: 'ok'
      /** SHA-256 of the file in hex. */
      readonly hash: string
      readonly format: PictureFormat
      /** Pixels after EXIF rotation. */
      readonly width: number
      readonly height: number
      readonly bytes: number
    }
  | { readonly state: 'broken'; readonly reason: string }

export type FoundPicture =
  | (Extract<InspectedPicture, { state: 'ok' }> & {
      readonly path: string
      readonly notes: readonly string[]
    })
  | Unfound

export interface LocatedPicture {
  readonly path: string
  /** What is odd about the name it was found by; null: nothing. */
  readonly note: string | null
}

export interface Unfound {
  readonly state: 'missing' | 'broken' | 'refused'
  readonly reason: string
}

export type InspectPicture = (path: string) => Promise<InspectedPicture>

export interface PictureFolder {
  readonly folder: string
  /** No picture lies in it. */
  readonly empty: boolean
  /** Where the picture of a name lies until the next is asked for, inspected by nobody. */
  locate(name: string): Promise<LocatedPicture | Unfound>
  /** Finds and inspects the picture of a name. Never rejects because of what a file holds. */
  find(name: string): Promise<FoundPicture>
}

export const LARGEST_PICTURE = 64 * 1024 * 1024
const SMALLEST_SIDE = 32

/** Lists a folder, with those inside it, and finds pictures in it by name; links are told and not followed. */
export async function openPictureFolder(folder: string, inspect: InspectPicture): Promise<PictureFolder> {
  const entries = await entriesOf(folder)
  const unfit = new Map(
    entries
      .filter((entry) => !entry.isFile() && !entry.isDirectory())
      .map((entry) => [nameIn(folder, entry), noFile(entry)]),
  )
  return openPictures({
    where: folder,
    names: [...filesOf(folder, entries), ...unfit.keys()],
    pathOf: (name) => Promise.resolve(unfit.get(name) ?? join(folder, ...name.split('/'))),
    inspect,
  })
}

function noFile(entry: Dirent): Unfound {
  const reason = entry.isSymbolicLink()
    ? 'is a link, and links are not followed; put the picture itself there'
    : 'is no ordinary file'
  return { state: 'refused', reason }
}

export interface Pictures {
  /** For messages: the folder or the zip. */
  readonly where: string
  readonly names: readonly string[]
  /** Which of the names posts mean by theirs, where that is written down. */
  readonly stated?: ReadonlyMap<string, string>
  /** Where the bytes of one of the names lie until the next is asked for, or why they cannot be had. */
  readonly pathOf: (name: string) => Promise<string | Unfound>
  readonly inspect: InspectPicture
}

/** Finds pictures by name among files that were listed before. */
export function openPictures({ where, names, stated, pathOf, inspect }: Pictures): PictureFolder {
  const index = new NameIndex(names)
  const listed = new Set(names)
  const locate = async (name: string): Promise<LocatedPicture | Unfound> => {
    const file = stated?.get(name)
    const match = file !== undefined && listed.has(file) ? { file, note: null } : index.lookUp(name)
    if (match === null)
      return { state: 'missing', reason: `no file of ${quoted(where)} is named ${quoted(name)}` }
    const path = await pathOf(match.file)
    return typeof path === 'string' ? { path, note: match.note } : path
  }
  return {
    folder: where,
    empty: listed.size === 0,
    locate,
    async find(name) {
      const located = await locate(name)
      if ('state' in located) return located
      const { path, note } = located
      const fault = await faultOf(path)
      if (fault !== null) return fault
      const inspected = await inspect(path)
      if (inspected.state === 'broken') return inspected
      const notes = note === null ? [] : [note]
      const { width, height } = inspected
      if (Math.min(width, height) < SMALLEST_SIDE) notes.push(`it is only ${width} × ${height} pixels`)
      return { ...inspected, path, notes }
    },
  }
}

/**
 * Relative names of all files of a folder and of those inside it, in order; links are not followed. Throws `refused` where
 * one of the folders cannot be read.
 */
export async function listFiles(folder: string): Promise<string[]> {
  return filesOf(folder, await entriesOf(folder))
}

function filesOf(folder: string, entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => nameIn(folder, entry))
    .sort()
}

function nameIn(folder: string, entry: Dirent): string {
  return relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
}

function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new WorkbenchError(
      'refused',
      `The folder ${quoted(basename(folder))} or one inside it could not be read (${String(error.code)}). Check that it is there and may be read.`,
    )
  })
}

/** Size and first bytes, before any decoder sees the file. */
async function faultOf(path: string): Promise<Unfound | null> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      if (size > LARGEST_PICTURE)
        return { state: 'refused', reason: `is larger than ${LARGEST_PICTURE / 1024 / 1024} MiB` }
      const head = new Uint8Array(Math.min(size, HEAD_BYTES))
      const { bytesRead } = await file.read(head, 0, head.length, 0)
      const known = head.subarray(0, bytesRead)
      if (pictureFormat(known) !== null) return null
      const state = size === 0 ? 'broken' : 'refused'
      return { state, reason: `${otherContent(known)}, not a JPEG, PNG, WebP or GIF picture` }
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { state: 'broken', reason: `could not be read (${code})` }
  }
}
