import type { BundlePicture } from '../formats/bundleManifest.ts'

const LONGEST_NAME = 120
const PICTURE_ENDING = /\.(?:jpe?g|png|webp|gif)$/iu
/** Names that mean devices to Windows, with whatever ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

/** A picture that is to go into a bundle, or what belongs to it. */
export interface WantedPicture {
  /** As the posts call it. */
  readonly name: string
  /** Ending of its file; a picture whose name has one keeps it. */
  readonly extension: string
}

/**
 * Entries of a folder for pictures, in alphabetical order: each keeps its name as far as every system can have it as a
 * file's, and none has the name of another, whatever the case of letters.
 */
export function pictureEntries(folder: string, pictures: readonly WantedPicture[]): BundlePicture[] {
  const taken = new Set<string>()
  return [...pictures].sort(byName).map(({ name, extension }) => {
    const safe = safeName(name, extension)
    const at = safe.lastIndexOf('.')
    let entry = safe
    for (let number = 2; taken.has(folded(entry)); number++)
      entry = `${safe.slice(0, at)}-${number}${safe.slice(at)}`
    taken.add(folded(entry))
    return { name, entry: `${folder}/${entry}` }
  })
}

/** Names of two systems may differ in letter case or in how accents are put together. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function byName(a: WantedPicture, b: WantedPicture): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

/** Folders stay; what no file can be called, or what would leave the folder, becomes `_`. */
function safeName(name: string, extension: string): string {
  const parts = name
    .split(/[/\\]/u)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(safePart)
  const whole = parts.length === 0 ? 'picture' : parts.join('/')
  if (extension === 'xml') return `${whole.replace(PICTURE_ENDING, '')}.xml`
  return PICTURE_ENDING.test(whole) ? whole : `${whole}.${extension}`
}

function safePart(part: string): string {
  const plain = part
    .replaceAll(/[<>:"|?*\p{C}]/gu, '_')
    .replace(/^\.+|[. ]+$/gu, (found) => '_'.repeat(found.length))
    .replace(/^__MACOSX$/u, '_MACOSX')
  const named = DEVICE.test(plain) ? `_${plain}` : plain
  return named.length <= LONGEST_NAME ? named : shortened(named)
}

/** The ending stays. */
function shortened(name: string): string {
  const ending = PICTURE_ENDING.exec(name)?.[0] ?? ''
  return name.slice(0, LONGEST_NAME - ending.length).toWellFormed() + ending
}
