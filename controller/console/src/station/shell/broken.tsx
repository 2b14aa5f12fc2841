// A screen that fails to draw says so and leaves the rest, and every draft, alone. A chunk that is gone (a new release) too.
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useWords } from '../../words/station'

export class Broken extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }
  override render(): ReactNode {
    return this.state.failed ? <BrokenNote /> : this.props.children
  }
}

function BrokenNote() {
  const { shell } = useWords()
  return (
    <section className="card empty-note" role="alert">
      <p>{shell.broken}</p>
      <Button type="primary" onClick={() => location.reload()}>{shell.reload}</Button>
    </section>
  )
}
