/** Answers the names of the builds that failed. */
export declare function build(names: readonly string[]): Promise<readonly string[]>
