"""The verslag: gathering its parts, telling them as blocks, and checking what each sentence rests on."""
