import type { NamedPicture } from '../store/types.ts'
import { placePicture } from './placePicture.ts'
import { FLATTERED, placeWords } from './acquaintanceFindings.ts'
import type { PictureRun } from './importRun.ts'
import type { PictureCounts } from './importReport.ts'
import type { PicturedFile } from './picturedFile.ts'
import type { FoundPicture, PictureFolder } from './pictureFolder.ts'
import { quoted } from '../formats/problemText.ts'

/** Names of one picture from which it is taken for a placeholder. */
const PLACEHOLDER_NAMES = 5
const NAMES_AT_ONCE = 200

interface Uses {
  names: number
  readonly first: string
}

/** Finds, inspects, copies and attaches the pictures of files; says what is odd about each. */
export async function importPictures(
  run: PictureRun,
  files: readonly PicturedFile[],
): Promise<PictureCounts> {
  const counts = { found: 0, missing: 0, broken: 0, refused: 0 }
  const uses = new Map<string, Uses>()
  const total = run.pictureNames.size
  let done = 0
  for (const file of files) {
    const { fileId, pictures: folder, stored } = file
    if (fileId === null || (stored && folder === null)) continue
    for (const { name, hash } of namesOf(run, fileId)) {
      if (stored && hash !== null) {
        counts.found++
        count(run, uses, hash, name, () => undefined)
        await run.breathe()
      } else if (folder === null) counts.missing++
      else {
        counts[await importPicture(run, { file, fileId, name, folder, uses })]++
        run.job.onProgress?.({ done: ++done, total: Math.max(done, total), unit: 'pictures', note: name })
        await run.breathe()
      }
    }
  }
  notePlaceholders(run, files, uses)
  return counts
}

/** The pictures that the posts of a file name, in batches. */
export function* namesOf(run: PictureRun, fileId: number): Generator<NamedPicture> {
  for (let last = ''; ;) {
    const names = run.job.target.pictures.names(fileId, last, NAMES_AT_ONCE)
    yield* names
    if (names.length < NAMES_AT_ONCE) return
    last = names.at(-1)?.name ?? last
  }
}

interface Wanted {
  readonly file: PicturedFile
  readonly fileId: number
  readonly name: string
  readonly folder: PictureFolder
  readonly uses: Map<string, Uses>
}

async function importPicture(run: PictureRun, wanted: Wanted): Promise<keyof PictureCounts> {
  const { file, fileId, name, folder, uses } = wanted
  const { pictures } = run.job.target
  const found = await folder.find(name)
  const met = run.pictureNames.get(name)
  const warn = (text: string, advice: string): void => {
    const place = { line: met?.line ?? null, record: met?.record ?? null, entry: null }
    file.findings.add({
      severity: 'warning',
      ...place,
      found: `the picture ${quoted(name)} ${text}`,
      expected: null,
      advice,
    })
  }
  if (found.state !== 'ok') {
    pictures.attach(fileId, name, { state: found.state === 'missing' ? 'missing' : 'broken' })
    warn(...trouble(found, folder))
    return found.state
  }
  const { hash, format, width, height, bytes } = found
  const stored = { hash, format, width, height, bytes }
  await placePicture(found.path, pictures.path(stored), bytes)
  pictures.add(stored)
  pictures.attach(fileId, name, { state: 'ok', hash })
  for (const note of found.notes) warn(`was found; ${note}`, 'It is shown as it is.')
  count(run, uses, hash, name, warn)
  return 'found'
}

function trouble(found: Exclude<FoundPicture, { state: 'ok' }>, folder: PictureFolder): [string, string] {
  if (found.state === 'missing')
    return [`was not found in ${quoted(folder.folder)}`, 'The post is shown without it.']
  const verb = found.state === 'refused' ? 'was not taken' : 'is broken'
  return [`${verb}: it ${found.reason.replace(/^it /u, '')}`, 'The post is shown without it.']
}

/** The same picture under another name: in another split it flatters scores; on many posts it is a placeholder. */
function count(
  run: PictureRun,
  uses: Map<string, Uses>,
  hash: string,
  name: string,
  warn: (text: string, advice: string) => void,
): void {
  const known = uses.get(hash)
  if (known === undefined) {
    uses.set(hash, { names: 1, first: name })
    return
  }
  known.names++
  const here = run.pictureNames.get(name)
  const there = run.pictureNames.get(known.first)
  if (known.names >= PLACEHOLDER_NAMES || here === undefined || there === undefined) return
  if (here.split !== null && there.split !== null && here.split !== there.split)
    warn(
      `of split ${quoted(here.split)} is the same as ${quoted(known.first)} (${placeWords(there)}), of split ${quoted(there.split)}`,
      FLATTERED,
    )
}

function notePlaceholders(
  run: PictureRun,
  files: readonly PicturedFile[],
  uses: ReadonlyMap<string, Uses>,
): void {
  for (const { names, first } of uses.values()) {
    if (names < PLACEHOLDER_NAMES) continue
    const met = run.pictureNames.get(first)
    const file = files.find((each) => each.name === met?.file) ?? files[0]
    file?.findings.add({
      severity: 'warning',
      line: met?.line ?? null,
      record: met?.record ?? null,
      entry: null,
      found: `the picture ${quoted(first)} has the bytes of ${names - 1} others`,
      expected: null,
      advice: 'It looks like a placeholder and tells nothing about these posts.',
    })
  }
}
