import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { StoredFile } from '../store/types.ts'
import { acquaintanceFindings, placeWords } from './acquaintanceFindings.ts'
import { countedSource } from '../formats/byteSource.ts'
import type { BoxFolder } from './boxFolder.ts'
import { noteMentions } from './boxImport.ts'
import { choicesFor } from './bundleSources.ts'
import type { ImportSource } from './importSource.ts'
import { captionOf } from './captions.ts'
import { FileFault } from '../formats/fileFault.ts'
import { chooseReader, POST_FORMATS } from '../formats/formatList.ts'
import { keptOptions } from './fileOptions.ts'
import { FindingList } from './importReport.ts'
import type { FileReport } from './importReport.ts'
import type { ImportRun } from './importRun.ts'
import { mapped } from './labelMap.ts'
import type { PicturedFile } from './picturedFile.ts'
import type { PictureFolder } from './pictureFolder.ts'
import { postFault } from '../formats/postLimits.ts'
import { placeOf } from '../formats/postReader.ts'
import type { PostItem, ReadItem } from '../formats/postReader.ts'
import { nowhere, quoted } from '../formats/problemText.ts'
import type { Aftermath, Finding, Place } from '../formats/problemText.ts'
import { readSample } from '../formats/sample.ts'
import type { Sample } from '../formats/sample.ts'
import { CutWordFindings } from './cutWordFindings.ts'
import type { RecordFate } from './recordLists.ts'
import { splitOfName } from './splitNames.ts'
import { TagFindings } from './tagFindings.ts'
import { uncoveredFindings } from './uncoveredFindings.ts'

/** Posts written in one small transaction: review must not wait long for an import, nor the indexes be written too often. */
const CHUNK = 700

/** One file on its way in: read, checked, staged. */
export class FileImport implements PicturedFile {
  readonly stored = false
  readonly findings = new FindingList()
  readonly #run: ImportRun
  readonly #source: ImportSource
  readonly #tags: TagFindings
  readonly #cuts = new CutWordFindings()
  #fileId: number | null = null
  #format = 'unknown'
  #encoding = 'unknown'
  #takenFor: string | null = null
  #split: FileReport['split'] = null
  #known: StoredFile | null = null
  /** Which of the two names of MISC its tags have. */
  readonly #names = new Set<string>()
  #read = 0
  #staged = 0
  #refused = 0
  #bytes = 0
  #chunk: ImportedPost[] = []

  constructor(run: ImportRun, source: ImportSource) {
    this.#run = run
    this.#source = source
    this.findings.add(...(source.noticed ?? []))
    this.#tags = new TagFindings(run.labels, run.job.options.scheme)
  }

  get name(): string {
    return this.#source.name
  }

  /** Where its pictures are looked for: in its zip, else in the folder that was given; null: nowhere. */
  get pictures(): PictureFolder | null {
    return this.#source.pictures ?? this.#run.job.pictures
  }

  /** Where boxes of its pictures are looked for, as its pictures are. */
  get boxes(): BoxFolder | null {
    return this.#source.boxes ?? this.#run.job.boxes ?? null
  }

  /** Null: nothing of it was staged. */
  get fileId(): number | null {
    return this.#fileId
  }

  /** The file of the project that has the same bytes; null: they are new. */
  get known(): StoredFile | null {
    return this.#known
  }

  get bytesRead(): number {
    return this.#bytes
  }

  get counts(): { readonly read: number; readonly refused: number } {
    return { read: this.#read, refused: this.#refused }
  }

  /** Reads the whole file. What is wrong with the file becomes a finding; anything else is thrown. */
  async read(): Promise<void> {
    try {
      await this.#readAll()
    } catch (error) {
      if (!(error instanceof FileFault)) throw error
      this.#fail(error.finding)
      this.#withdraw()
    }
  }

  /** A file that breaks off is not taken in up to there: nothing of it is. */
  #withdraw(): void {
    this.#chunk = []
    this.#staged = 0
    if (this.#fileId !== null) this.#run.job.target.files.discard([this.#fileId])
    this.#fileId = null
  }

  /** The report, once it is known what became of the import. `stored` is what was staged, unless it was rejected. */
  report(rejected: boolean, aftermath: Aftermath): FileReport {
    const stored = rejected ? 0 : this.#staged
    const { name, container } = this.#source
    const [file, entry] = container === undefined ? [name, null] : [container, name]
    return {
      file,
      entry,
      format: this.#format,
      encoding: this.#encoding,
      takenFor: this.#takenFor,
      split: this.#split,
      read: this.#read,
      stored,
      skipped: this.#read - stored - this.#refused,
      refused: this.#refused,
      problemCount: this.findings.count,
      problems: this.findings.problems(file, aftermath, entry),
    }
  }

  async #readAll(): Promise<void> {
    const { job } = this.#run
    const options = choicesFor(this.#source, job.options)
    const sample = await readSample(this.#source, options.encoding)
    this.#encoding = sample.encoding
    if (options.encoding !== null) this.#noteOtherEncoding(sample)
    const { reader, match } = chooseReader(sample, options.format, job.readers ?? POST_FORMATS, options)
    this.#format = reader.name
    this.#takenFor = job.options.format === 'auto' ? (match?.as ?? null) : null
    const sha256 = await this.#digest()
    if (!this.#noteIfKnown(sha256)) this.#begin(sha256)
    this.#split = this.#splitOfFile()
    const counted = countedSource(this.#source, (bytes) => (this.#bytes += bytes))
    for await (const items of reader.read(counted, { ...options, encoding: sample.encoding })) {
      for (const item of items) {
        this.#take(item)
        if (this.#chunk.length >= CHUNK) await this.#flush()
      }
      await this.#run.job.lists?.settle()
      await this.#run.breathe(this)
    }
    await this.#flush()
    this.#describe(sample.bom)
    this.findings.add(...this.#tags.summary(), ...this.#cuts.summary())
    if (this.#read === 0)
      throw new FileFault(this.name, 'the file holds no posts', reader.title, 'Choose another file')
  }

  #begin(sha256: string): void {
    this.#fileId = this.#run.job.target.files.begin({
      name: this.name,
      format: this.#format,
      encoding: this.#encoding,
      sha256,
      layout: null,
      options: keptOptions(this.#run.job.options),
    })
  }

  /** What the writer must know of the file as a whole: its byte-order mark, which of two names MISC has in it, its tag scheme. */
  #describe(bom: boolean): void {
    if (this.#fileId === null) return
    const saysOther = this.#names.has('OTHER') && !this.#names.has('MISC')
    const { scheme } = this.#tags
    const layout = {
      ...(bom ? { bom } : {}),
      ...(saysOther ? { saysOther } : {}),
      ...(scheme === null ? {} : { scheme }),
    }
    if (Object.keys(layout).length > 0) this.#run.job.target.files.describe(this.#fileId, { layout })
  }

  /** Whoever names an encoding of one byte a letter for a file in UTF-8 gets two letters for each that has an accent. */
  #noteOtherEncoding({ encoding, bytes, complete }: Sample): void {
    if (/^utf-/u.test(encoding) || !bytes.some((byte) => byte > 127)) return
    // A sample of a longer file may end inside a letter.
    const cuts = complete ? [0] : [0, 1, 2, 3]
    if (cuts.some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut))))
      this.#warn(
        nowhere,
        `its bytes are sound UTF-8 and are read as ${encoding}`,
        'Compare words with accents, and leave the encoding out if they are spoilt.',
      )
  }

  /** The same bytes again add nothing: their posts are counted as skipped. */
  #noteIfKnown(sha256: string): boolean {
    const known = this.#run.job.target.files.list().find((file) => file.sha256 === sha256)
    if (known === undefined) return false
    this.#known = known
    this.#warn(
      nowhere,
      `the file is in the project already, as ${quoted(known.name)} of ${known.importedAt}`,
      'Its posts were not added a second time.',
    )
    return true
  }

  #splitOfFile(): FileReport['split'] {
    const { split } = this.#run.job.options
    if (split !== null) return { name: split, from: 'option' }
    const name = splitOfName(this.name)
    return name === null ? null : { name, from: 'file name' }
  }

  #take(item: ReadItem): void {
    if (item.kind === 'note') {
      this.findings.add(item.finding)
      return
    }
    this.#read++
    if (item.kind === 'skipped') {
      this.findings.add(item.finding)
      this.#tell('skipped', item.finding.line, null, item.finding.found)
    } else if (item.kind === 'refused') this.#refuse(item.finding)
    else this.#takePost(item)
  }

  #takePost(item: PostItem): void {
    this.findings.add(...item.findings)
    const place = placeOf(item, this.#read)
    const post = mapped(this.#completed(item.post), this.#run.job.options.labels)
    const fault = postFault(post)
    if (fault !== null) {
      const { found, expected, token } = fault
      const at = placeOf(item, this.#read, token)
      this.#refuse(
        { severity: 'error', ...at, found, expected, advice: 'Correct the record' },
        post.externalId,
      )
      return
    }
    if (this.#known !== null) {
      this.#tell('skipped', place.line, post.externalId, `the file is in the project as ${this.#known.name}`)
      return
    }
    const known = this.#run.register.add(post, this.#source, item.numbered)
    if (known.id?.same === true && !known.id.sameFile) {
      this.#warn(
        place,
        `${quoted(post.externalId)} is the same post as ${placeWords(known.id.place)}`,
        'It was skipped.',
      )
      this.#tell('skipped', place.line, post.externalId, `the same post as ${placeWords(known.id.place)}`)
      return
    }
    this.findings.add(...acquaintanceFindings(post, place, known), ...uncoveredFindings(post, place))
    this.findings.add(...this.#tags.add(post, place, item.firstTokenLine))
    this.#cuts.add(post, place)
    this.#notePicture(post, place)
    for (const tag of post.tags ?? []) if (/^[BI]-(?:OTHER|MISC)$/u.test(tag)) this.#names.add(tag.slice(2))
    this.#staged++
    this.#tell('good', place.line, post.externalId, null)
    if (!this.#run.spoilt) this.#chunk.push(post)
  }

  /** What its picture and boxes will be held against. */
  #notePicture({ picture, split, tokens, tags }: ImportedPost, place: Place): void {
    if (picture === null || (this.pictures ?? this.boxes) === null) return
    const { pictureNames } = this.#run
    if (!pictureNames.has(picture))
      pictureNames.set(picture, { file: this.name, split, line: place.line, record: place.record })
    if (this.boxes?.has(picture) === true)
      noteMentions(this.#run, picture, { tokens, spans: spansFromTags(tags ?? []) })
  }

  /** Split and caption from outside the file. */
  #completed(post: ImportedPost): ImportedPost {
    const { captions, captionUses } = this.#run
    const split =
      this.#split?.from === 'option' ? this.#split.name : (post.split ?? this.#split?.name ?? null)
    let { caption } = post
    if (caption === null && captions !== null && this.#known === null) {
      caption = captionOf(captions, post)
      if (caption !== null) captionUses.set(caption, (captionUses.get(caption) ?? 0) + 1)
    }
    return split === post.split && caption === post.caption ? post : { ...post, split, caption }
  }

  #refuse(finding: Finding, id: string | null = null): void {
    this.#refused++
    this.#tell('refused', finding.line, id, finding.found)
    this.#fail(finding)
  }

  /** Without skipBad, a failure of one file keeps every file out. */
  #fail(finding: Finding): void {
    this.findings.add(finding)
    if (this.#run.job.options.skipBad) return
    this.#run.spoilt = true
    this.#chunk = []
  }

  #tell(fate: RecordFate['fate'], line: number | null, id: string | null, reason: string | null): void {
    const { name, container } = this.#source
    const [file, entry] = container === undefined ? [name, null] : [container, name]
    this.#run.job.lists?.add({ file, entry, record: this.#read, line, id, fate, reason })
  }

  #warn(place: Place, found: string, advice: string): void {
    this.findings.add({ severity: 'warning', ...place, found, expected: null, advice })
  }

  async #flush(): Promise<void> {
    if (this.#chunk.length === 0 || this.#fileId === null) return
    this.#run.job.target.posts.insert(this.#fileId, this.#chunk)
    this.#chunk = []
    await this.#run.breathe(this)
  }

  async #digest(): Promise<string> {
    const hash = createHash('sha256')
    for await (const chunk of this.#source.open()) hash.update(chunk)
    return hash.digest('hex')
  }
}
