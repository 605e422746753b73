import type { PostReader } from './postReader.ts'
import type { PostWriter } from './postWriter.ts'

/** A format of data sets, read and written by one file. A new one is that file and a line in `formatList.ts`. */
export interface PostFormat extends PostReader, PostWriter {}
