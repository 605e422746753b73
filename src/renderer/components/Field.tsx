import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { useId } from 'react'
import styles from './Field.module.css'

interface Labelled {
  readonly label: string
  /** One line under the control that says what it does or what it wants. */
  readonly hint?: ReactNode
}

export function TextField({ label, hint, ...input }: Labelled & ComponentProps<'input'>): ReactElement {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} className={styles.control} aria-describedby={hintId(id, hint)} {...input} />
      <Hint id={id}>{hint}</Hint>
    </div>
  )
}

interface SelectFieldProps<V extends string> extends Labelled {
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  /** For the first field of a dialog that comes later than the dialog itself. */
  readonly autoFocus?: boolean
}

export function SelectField<V extends string>(props: SelectFieldProps<V>): ReactElement {
  const { label, hint, value, options, onChange, autoFocus = false } = props
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        autoFocus={autoFocus}
        className={styles.control}
        value={value}
        aria-describedby={hintId(id, hint)}
        onChange={(event) => onChange(event.target.value as V)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Hint id={id}>{hint}</Hint>
    </div>
  )
}

interface LinesFieldProps extends Labelled {
  /** Lines of the control; the text may have more. */
  readonly rows: number
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A list that is written one entry a line. */
export function LinesField({ label, hint, rows, value, onChange }: LinesFieldProps): ReactElement {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className={styles.lines}
        rows={rows}
        value={value}
        aria-describedby={hintId(id, hint)}
        onChange={(event) => onChange(event.target.value)}
      />
      <Hint id={id}>{hint}</Hint>
    </div>
  )
}

interface CheckFieldProps extends Labelled {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

export function CheckField({
  label,
  hint,
  checked,
  onChange,
  disabled = false,
}: CheckFieldProps): ReactElement {
  const id = useId()
  return (
    <div className={styles.check}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hintId(id, hint)}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <Hint id={id}>{hint}</Hint>
    </div>
  )
}

interface ChoiceProps<V extends string> extends Labelled {
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onChange: (value: V) => void
  /** The label is for screen readers alone where the options speak for themselves. */
  readonly bare?: boolean
}

/** A few options that are all worth seeing at once: one is always chosen. */
export function Choice<V extends string>(props: ChoiceProps<V>): ReactElement {
  const { label, hint, value, options, onChange, bare = false } = props
  const id = useId()
  return (
    <fieldset className={styles.field} aria-describedby={hintId(id, hint)}>
      <legend className={bare ? 'visually-hidden' : undefined}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      <Hint id={id}>{hint}</Hint>
    </fieldset>
  )
}

function Hint({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactElement | null {
  if (children === undefined) return null
  return (
    <p id={`${id}-hint`} className={styles.hint}>
      {children}
    </p>
  )
}

function hintId(id: string, hint: ReactNode): string | undefined {
  return hint === undefined ? undefined : `${id}-hint`
}
