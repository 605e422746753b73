import path from 'node:path'
import type { JsonObject } from '../../shared/domain/json.ts'
import { hashFile } from '../system/hashFile.ts'
import type { DataSet, LoadedSet } from './trainingData.ts'

/** What a card says of the posts of sets, with the hash of every file. */
export async function describeSets(sets: readonly LoadedSet[]): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const { set, posts } of sets) described.push(await describeSet(set, posts.length))
  return described
}

async function describeSet(set: DataSet, posts: number): Promise<JsonObject> {
  return {
    name: set.name,
    posts,
    share: set.share,
    unlabelled: [...set.unlabelled],
    repairs: [...set.repairs],
    ...(set.labelSpace === null ? {} : { labelSpace: set.labelSpace }),
    files: await describeFiles(set.files),
  }
}

export async function describeFiles(files: readonly string[]): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const file of files) described.push({ file: path.basename(file), sha256: await hashFile(file) })
  return described
}
