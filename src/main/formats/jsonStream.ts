import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ByteSource } from './byteSource.ts'
import { decodedText } from './decodedText.ts'
import { FileFault } from './fileFault.ts'
import { lineBatches, LONGEST_LINE } from './lineReader.ts'
import type { LineOptions } from './lineReader.ts'

/** One value of a file of JSON values, as it stands there. */
export interface JsonPiece {
  readonly text: string
  /** Counted from 1 by LF. */
  readonly line: number
  /** 1-based. */
  readonly record: number
  /** Why it could not be read (`text` is then empty); null: it could. */
  readonly fault: string | null
  /** What stands between the piece before and this one; before the first: all from the start of the file. */
  readonly before: string
  /** What stands behind the last piece; null: it is not the last one. */
  readonly after: string | null
}

type Bare = Omit<JsonPiece, 'after' | 'record'>
type Take = (piece: Bare) => void

/**
 * The values of a file: one a line (`lines`), or the items of one list, or values one after the other (`values`), in
 * batches. Memory holds one value at a time. Throws {@link FileFault} for a list that does not end, or bytes that are no text.
 */
export async function* jsonPieces(
  source: ByteSource,
  options: LineOptions,
  shape: 'lines' | 'values',
): AsyncGenerator<readonly JsonPiece[]> {
  const pieces = shape === 'lines' ? linePieces(source, options) : valuePieces(source, options)
  let held: Bare | null = null
  let record = 0
  for await (const { found, rest } of pieces) {
    const batch: JsonPiece[] = []
    for (const piece of found) {
      if (held !== null) batch.push({ ...held, record: ++record, after: null })
      held = piece
    }
    if (rest !== null && held !== null) batch.push({ ...held, record: ++record, after: rest })
    yield batch
  }
}

interface Found {
  readonly found: readonly Bare[]
  /** What stands behind the last piece, at the end of the file; null: the file goes on. */
  readonly rest: string | null
}

async function* linePieces(source: ByteSource, options: LineOptions): AsyncGenerator<Found> {
  let before = ''
  for await (const batch of lineBatches(source, options)) {
    const found: Bare[] = []
    for (const { text, number, ending, fault } of batch)
      if (fault === null && text.trim() === '') before += text + ending
      else {
        found.push({ text, line: number, fault, before })
        before = ending
      }
    yield { found, rest: null }
  }
  yield { found: [], rest: before }
}

async function* valuePieces(source: ByteSource, options: LineOptions): AsyncGenerator<Found> {
  const scanner = new ValueScanner(source.name, options.longestLine ?? LONGEST_LINE)
  for await (const text of decodedText(source, options.encoding ?? 'utf-8')) {
    const found: Bare[] = []
    scanner.push(text, (piece) => found.push(piece))
    yield { found, rest: null }
  }
  yield scanner.end()
}

/** Cuts a list, or values one after the other, into the texts of its values. */
export class ValueScanner {
  readonly #file: string
  readonly #longest: number
  /** Text not yet cut; `#at` is where the next character will be looked at. */
  #text = ''
  #at = 0
  #line = 1
  #begun = false
  #inList = false
  #listEnded = false
  #depth = 0
  #inString = false
  /** Where the value being read begins in `#text`, and at which line; -1: between values. */
  #start = -1
  #startLine = 1
  #sinceComma = false
  /** A comma stands behind the last value: another must follow. */
  #openComma = false

  constructor(file: string, longest: number) {
    this.#file = file
    this.#longest = longest
  }

  /** Calls `take` for every value that ends in the text so far. */
  push(text: string, take: (piece: Bare) => void): void {
    this.#text += text
    for (; this.#at < this.#text.length; this.#at++) this.#look(take)
    const pending = this.#text.length - Math.max(0, this.#start)
    if (pending > this.#longest) throw this.#fault(`a record is longer than ${this.#longest} characters`)
  }

  end(): Found {
    const found: Bare[] = []
    if (this.#start >= 0 && this.#depth === 0 && !this.#inString)
      this.#close(this.#text.length, (piece) => found.push(piece))
    if (this.#start >= 0 || (this.#inList && !this.#listEnded))
      throw this.#fault(
        'the file ends in the middle of its JSON',
        this.#start >= 0 ? this.#startLine : this.#line,
      )
    return { found, rest: this.#text }
  }

  #look(take: Take): void {
    const character = this.#text[this.#at] as string
    if (character === '\n') this.#line++
    if (this.#start < 0) this.#between(character)
    else if (this.#inString) {
      if (character === '\\') this.#at++
      else if (character === '"') this.#inString = false
    } else if (character === '"') this.#inString = true
    else if (character === '{' || character === '[') this.#depth++
    else if (character === '}' || character === ']') {
      if (this.#depth === 0) {
        // A bare number or word runs up to the end of its list.
        this.#close(this.#at, take)
        this.#between(character)
      } else if (--this.#depth === 0) this.#close(this.#at + 1, take)
    } else if (this.#depth === 0 && /[\s,]/u.test(character)) {
      this.#close(this.#at, take)
      this.#between(character)
    }
  }

  /** A character that belongs to no value. */
  #between(character: string): void {
    if (/\s/u.test(character)) return
    if (this.#isJoint(character)) return
    if (this.#inList && this.#sinceComma) throw this.#fault(`\`${character}\` stands where a comma belongs`)
    if (character === ',' || character === ']' || character === '}')
      throw this.#fault(`\`${character}\` stands where a record belongs`)
    this.#begun = true
    this.#start = this.#at
    this.#startLine = this.#line
    this.#depth = character === '{' || character === '[' ? 1 : 0
    this.#inString = character === '"'
  }

  /** Notes the brackets of the list and the commas in it. */
  #isJoint(character: string): boolean {
    if (this.#listEnded) throw this.#fault(`\`${character}\` stands behind the end of the list`)
    if (character === '[' && !this.#begun) this.#inList = true
    else if (character === ']' && this.#inList && !this.#openComma) this.#listEnded = true
    else if (character === ',' && this.#inList && this.#sinceComma) {
      this.#sinceComma = false
      this.#openComma = true
    } else return false
    this.#begun = true
    return true
  }

  #close(end: number, take: Take): void {
    take({
      text: this.#text.slice(this.#start, end),
      line: this.#startLine,
      fault: null,
      before: this.#text.slice(0, this.#start),
    })
    this.#text = this.#text.slice(end)
    this.#at -= end
    this.#start = -1
    this.#sinceComma = true
    this.#openComma = false
  }

  #fault(found: string, line = this.#line): WorkbenchError {
    return new FileFault(
      this.#file,
      found,
      'a list of JSON objects',
      'Correct the file, or write it anew from where it came',
      { line },
    )
  }
}
