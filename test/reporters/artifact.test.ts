import { describe, expect, it } from 'vitest'
import { artifactPath } from '../../src/reporters/artifact.ts'

describe('the path of an input for code scanning', () => {
  it.each([
    ['responses/login.txt', 'responses/login.txt'],
    ['../../login.txt', 'login.txt'],
    ['C:\\recordings\\login.har', 'recordings/login.har'],
    ['https://app.example.com/login', 'app.example.com/login'],
    ['-', '-'],
    ['..', 'input'],
    // What is shown in place of a control character holds no separator, or this would lead upwards on Windows.
    ['..\u001b[2J', '.._u{1b}[2J'],
  ])('%j', (input, path) => expect(artifactPath(input)).toBe(path))
})
