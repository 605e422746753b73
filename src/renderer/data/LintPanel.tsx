import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice } from '../components/Field.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { Waiting } from '../components/Waiting.tsx'
import styles from './DataView.module.css'
import { PostsLink } from './PostsLink.tsx'
import type { Project } from '../app/project.ts'
import { RepairList } from './RepairList.tsx'
import { RULES } from './repairRules.ts'
import type { RepairRule } from './repairRules.ts'
import { TagLine } from './TagLine.tsx'

const EXAMPLES = 5

const KINDS = {
  'orphan-inside': 'I- without an entity before it',
  'type-switch': 'I- after another type',
  'unknown-label': 'type the project does not know',
  'not-a-tag': 'not a BIO tag',
} as const

/** Tags that are no legal BIO: how many, what difference they make, three ways to mend them, and the way back. */
export function LintPanel({ project }: { readonly project: Project }): ReactElement {
  const lint = useCoreQuery('lint.report', { examples: EXAMPLES })
  const [rule, setRule] = useState<RepairRule | 'keep'>('keep')
  if (lint.data === undefined)
    return (
      <Section title="Tag problems">
        {lint.error === null ? (
          <Waiting label="Checking the tags" />
        ) : (
          <ErrorNotice title="The tags could not be checked" error={lint.error} />
        )}
      </Section>
    )
  const { posts, entities, examples } = lint.data
  const kinds = lint.data.kinds.filter((kind) => kind.tags > 0)
  if (kinds.length === 0)
    return (
      <Section title="Tag problems">
        <div className={styles.lint}>
          <p>Every tag is legal BIO and of a type this project knows.</p>
          <RepairList project={project} />
        </div>
      </Section>
    )
  return (
    <Section
      title="Tag problems"
      note={
        <>
          in{' '}
          <PostsLink words="Tag problems" filter={{ problems: true }}>
            {counted(posts, 'post')}
          </PostsLink>
          ; kept exactly as they were read
        </>
      }
    >
      <div className={styles.lint}>
        <p>
          Read the usual way (conlleval) the project holds {formatCount(entities.conlleval)} entities; strict
          IOB2 drops those that do not begin with B- and counts {formatCount(entities.strict)}.
        </p>
        <DataTable
          caption="Kinds of tag problems"
          rows={kinds}
          rowKey={(row) => row.kind}
          columns={[
            { title: 'Problem', cell: (row) => KINDS[row.kind] },
            { title: 'Tags', numeric: true, cell: (row) => formatCount(row.tags) },
            { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
          ]}
        />
        {project.readOnly ? null : (
          <Choice label="What such tags should become" value={rule} options={RULES} onChange={setRule} />
        )}
        {rule === 'keep' ? (
          <ul className={styles.examples} aria-label="Examples">
            {examples.map(({ postId, externalId, tokens, tags, problems }) => (
              <li key={postId} className={styles.example}>
                <span className={styles.id}>{externalId}</span>
                <TagLine tokens={tokens} tags={tags} wrong={problems.map((problem) => problem.index)} />
              </li>
            ))}
          </ul>
        ) : (
          <Repair key={rule} rule={rule} onDone={() => setRule('keep')} />
        )}
        <RepairList project={project} />
      </div>
    </Section>
  )
}

interface RepairProps {
  readonly rule: RepairRule
  readonly onDone: () => void
}

/** What a rule would change, shown before it does. */
function Repair({ rule, onDone }: RepairProps): ReactElement {
  const { jobs } = useWorkbench()
  const preview = useCoreQuery('lint.previewRepair', { rule, examples: EXAMPLES })
  const [started, setStarted] = useState<Job | null>(null)
  const repair = useCoreCall('lint.repair', setStarted)
  const job = useJob(started)
  if (job !== null && (job.state === 'queued' || job.state === 'running'))
    return <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
  if (job?.state === 'done')
    return (
      <p role="status" className={styles.apply}>
        Done. <Button onClick={onDone}>Show what is left</Button>
      </p>
    )
  const failure = repair.error ?? preview.error ?? (job?.error == null ? null : new Error(job.error.message))
  if (failure !== null)
    return (
      <ErrorNotice
        title="The tags were not changed"
        error={failure}
        action={<Button onClick={onDone}>Keep them as they are</Button>}
      />
    )
  if (preview.data === undefined) return <Waiting label="Working out the change" />
  const { posts, tags, examples } = preview.data
  return (
    <>
      <ul className={styles.examples} aria-label="Examples of the change">
        {examples.map(({ postId, externalId, tokens, before, after }) => (
          <li key={postId} className={styles.example}>
            <span className={styles.id}>{externalId}</span>
            <TagLine tokens={tokens} tags={before} after={after} />
          </li>
        ))}
      </ul>
      <div className={styles.apply}>
        <Button disabled={tags === 0 || repair.isPending} onClick={() => repair.mutate({ rule })}>
          Change {counted(tags, 'tag')} in {counted(posts, 'post')}
        </Button>
        <span className={styles.note}>The project keeps what each tag was before.</span>
      </div>
    </>
  )
}
