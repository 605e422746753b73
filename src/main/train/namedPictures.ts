import type { LookAtPicture, Sighting } from '../features/vision/sighting.ts'
import { quoted } from '../formats/problemText.ts'
import type { PictureFolder } from '../import/pictureFolder.ts'

/** Pictures by the names that posts have for them, found as an import finds them, and which of them nobody could see. */
export class NamedPictures {
  readonly #folder: PictureFolder
  readonly #look: LookAtPicture
  readonly #named = new Set<string>()
  readonly #missing = new Set<string>()
  readonly #unseen = new Map<string, string>()

  constructor(folder: PictureFolder, look: LookAtPicture) {
    this.#folder = folder
    this.#look = look
  }

  async see(name: string): Promise<Sighting> {
    this.#named.add(name)
    const located = await this.#folder.locate(name)
    if (!('state' in located)) return this.#noted(name, await this.#look(located.path))
    if (located.state !== 'missing') return this.#noted(name, { sight: null, reason: located.reason })
    this.#missing.add(name)
    return { sight: null, reason: located.reason }
  }

  #noted(name: string, sighting: Sighting): Sighting {
    if (sighting.sight === null) this.#unseen.set(name, sighting.reason)
    return sighting
  }

  /** How many could not be shown, in words; null: all were seen. */
  get trouble(): string | null {
    const [first] = this.#unseen
    const parts = [
      ...(this.#missing.size === 0 ? [] : [`${this.#missing.size} not found in ${this.#folder.folder}`]),
      ...(first === undefined
        ? []
        : [`${this.#unseen.size} not to be looked at (the first, ${quoted(first[0])}: ${first[1]})`]),
    ]
    if (parts.length === 0) return null
    return `${parts.join(', ')}, of ${this.#named.size} pictures that posts name. Their posts are read without one.`
  }
}
