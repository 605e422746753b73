import type { JsonObject } from '../../shared/domain/json.ts'
import { FileFault } from './fileFault.ts'
import type { ColumnOptions, PostReader, ReadItem } from './postReader.ts'
import { nowhere, quoted } from './problemText.ts'
import type { Sample } from './sample.ts'

type Columns = ColumnOptions['columns']

/** The key of a part of a post: the one a person named (--columns), else the one that the format has for it. */
export function keyOf(part: string, columns: Columns, usual = part): string {
  return columns?.[part] ?? usual
}

/** Throws {@link FileFault} for a part that a person named a column for and that the reader takes from none. */
export function refuseUnreadParts(
  reader: PostReader,
  sample: Sample,
  chosen: ColumnOptions | undefined,
): void {
  const named = Object.keys(chosen?.columns ?? {})
  if (chosen === undefined || named.length === 0) return
  const parts = reader.columnParts(sample, chosen)
  const unread = named.find((part) => !parts.includes(part))
  if (unread === undefined) return
  throw new FileFault(
    sample.name,
    `a column is named for ${quoted(unread)}, which a file of ${reader.name} does not have it for`,
    parts.length === 0 ? 'no column named' : `columns named for ${parts.join(', ')} alone`,
    `Leave ${unread}= out of --columns, or name another format (--format)`,
  )
}

/** Which of the keys that a person named stand in none of the records, so that a slip in a name does not go unsaid. */
export class UnseenKeys {
  readonly #columns: Readonly<Record<string, string>>
  readonly #unseen: Set<string>

  constructor(columns: Columns) {
    this.#columns = columns ?? {}
    this.#unseen = new Set(Object.values(this.#columns))
  }

  see(value: unknown): void {
    if (this.#unseen.size === 0 || typeof value !== 'object' || value === null) return
    // A task of Label Studio has its fields one level down.
    const { data } = value as JsonObject
    for (const key of this.#unseen)
      if (
        Object.hasOwn(value, key) ||
        (typeof data === 'object' && data !== null && Object.hasOwn(data, key))
      )
        this.#unseen.delete(key)
  }

  notes(): ReadItem[] {
    return Object.entries(this.#columns).flatMap(([part, key]): ReadItem[] =>
      this.#unseen.has(key)
        ? [
            {
              kind: 'note',
              finding: {
                severity: 'warning',
                ...nowhere,
                found: `no record has the key ${quoted(key)}, which was named for ${part}`,
                expected: null,
                advice: `No post has its ${part} from the file; name another key (--columns).`,
              },
            },
          ]
        : [],
    )
  }
}
