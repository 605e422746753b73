import { PICTURE_EXTENSIONS } from './pictureFormat.ts'
import { quoted } from '../formats/problemText.ts'

export interface NameMatch {
  readonly file: string
  /** How the name differs from the stated one, where it matters; null: it does not. */
  readonly note: string | null
}

/**
 * Files of a folder or zip by whole relative name and by last name. Found as stated, else with another extension of a
 * picture, else in other letter case; a name is looked up and never joined to a path, so none leaves the folder.
 */
export class NameIndex {
  readonly #exact = new Map<string, string[]>()
  readonly #folded = new Map<string, string[]>()

  /** Relative names with `/` between folders. */
  constructor(files: readonly string[]) {
    for (const whole of files) {
      const last = whole.slice(whole.lastIndexOf('/') + 1)
      for (const name of new Set([whole, last])) {
        add(this.#exact, name, whole)
        add(this.#folded, fold(name), whole)
      }
    }
  }

  lookUp(stated: string): NameMatch | null {
    const name = stated.replaceAll('\\', '/').replace(/^(?:\.\/)+/u, '')
    const last = name.slice(name.lastIndexOf('/') + 1)
    for (const candidate of new Set([name, last])) {
      if (candidate === '') continue
      const found = this.#candidates(candidate, this.#exact, (each) => each)
      if (found !== null) return found
    }
    const folded = this.#candidates(last, this.#folded, fold)
    if (folded === null) return null
    // Accents written as letters of their own look the same.
    if (stem(folded.file).normalize('NFC').endsWith(stem(last).normalize('NFC'))) return folded
    return { ...folded, note: `the file is named ${quoted(folded.file)}, in other letter case` }
  }

  #candidates(
    name: string,
    index: ReadonlyMap<string, string[]>,
    key: (name: string) => string,
  ): NameMatch | null {
    for (const each of [name, ...PICTURE_EXTENSIONS.map((extension) => `${stem(name)}.${extension}`)]) {
      const [file, other] = index.get(key(each)) ?? []
      if (file === undefined) continue
      const doubt =
        other === undefined ? null : `${quoted(other)} has that name too; ${quoted(file)} was taken`
      return { file, note: doubt }
    }
    return null
  }
}

/** A name without the extension of a picture. */
function stem(name: string): string {
  return name.replace(new RegExp(`\\.(?:${PICTURE_EXTENSIONS.join('|')})$`, 'iu'), '')
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function add(index: Map<string, string[]>, name: string, file: string): void {
  const files = index.get(name)
  if (files === undefined) index.set(name, [file])
  else files.push(file)
}
