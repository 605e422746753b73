import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from './openDatabase.ts'
import { openProject } from './openProject.ts'
import { DATABASE_NAME } from './projectFile.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from './store.fixture.ts'
import type { Damage } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

/** A project of two posts and three corrections, damaged by one statement behind the program's back. */
function damaged(sql: string): readonly Damage[] {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada Berg', { tags: ['B-PER', 'I-PER'] }), importedPost('Oslo')])
  const gold = (end: number) => stateWith({ spans: [{ start: 0, end, type: 'PER' }] })
  store.corrections.save(edit({ editId: 'edit-one', postId: 1, after: gold(1) }))
  store.corrections.save(edit({ editId: 'edit-two', postId: 1, expectedRevision: 1, after: gold(2) }))
  store.corrections.save(edit({ editId: 'edit-six', postId: 1, expectedRevision: 2, after: gold(1) }))
  store.close()
  const connection = openDatabase(join(store.folder, DATABASE_NAME))
  connection.script('DROP TRIGGER corrections_keep; DROP TRIGGER corrections_stay;')
  connection.script(sql)
  connection.close()
  return workshop.closeLater(openProject(store.folder, { clock: steppingClock(), readOnly: true })).verify()
}

describe('verify', () => {
  it('finds nothing wrong with a sound project', () => {
    expect(damaged('SELECT 1')).toEqual([])
  })

  it.each([
    ["UPDATE corrections SET author = 'Eve' WHERE edit_id = 'edit-one'", 'edit-one'],
    ["UPDATE corrections SET after = replace(after, 'PER', 'LOC') WHERE edit_id = 'edit-two'", 'edit-two'],
    ["UPDATE corrections SET at = 'x' WHERE edit_id = 'edit-six'", 'edit-six'],
  ])('names the correction that is not as it was saved: %s', (sql, editId) => {
    expect(damaged(sql)).toContainEqual(expect.objectContaining({ editId, postId: 1 }))
  })

  it('misses no post of a file', () => {
    expect(
      damaged('DELETE FROM post_content WHERE post_id = 2; DELETE FROM posts WHERE id = 2'),
    ).toContainEqual(
      expect.objectContaining({ message: 'posts.txt was imported with 2 posts, but 1 are there.' }),
    )
  })

  it('notices counts that are not those of the posts', () => {
    expect(damaged('UPDATE tallies SET reviewed = reviewed + 1')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('counts') as string }),
    ])
  })

  it.each([
    ["DELETE FROM corrections WHERE edit_id = 'edit-one'", 1],
    ["DELETE FROM corrections WHERE edit_id = 'edit-six'", 1],
    ['UPDATE posts SET spans = \'[[0,1,"LOC"]]\' WHERE id = 1', 1],
    ['UPDATE posts SET reviewed = 1 WHERE id = 1', 1],
    ["UPDATE posts SET spans = '[]', gold_spans = 0 WHERE id = 2", 2],
    ['UPDATE posts SET revision = 1 WHERE id = 2', 2],
    ['UPDATE post_content SET tags = \'["B-LOC","I-PER"]\' WHERE post_id = 1', 1],
    ['UPDATE post_content SET tokens = \'["Asa","Berg"]\' WHERE post_id = 1', 1],
    ['UPDATE post_content SET line = 3 WHERE post_id = 2', 2],
    ["UPDATE posts SET external_id = 'Osla' WHERE id = 2", 2],
    ['UPDATE posts SET flagged = 1 WHERE id = 2', 2],
    ['UPDATE post_content SET digest = digest + 1 WHERE post_id = 2', 2],
    ['DELETE FROM post_content WHERE post_id = 2', 2],
    ["UPDATE posts SET cuts = '[]' WHERE id = 2", 2],
    // As a project would be that was damaged before its posts had digests.
    ['UPDATE posts SET spans = \'[[0,1,"LOC"]]\', gold_spans = 1 WHERE id = 2', 2],
  ])('names the post whose gold does not follow from its log: %s', (sql, postId) => {
    expect(damaged(sql).map((damage) => damage.postId)).toContain(postId)
  })
})
