"""The policy: the edition in force and those before it, initiative by initiative, what changed, and files to take away."""
