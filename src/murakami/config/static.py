"""Static files under names that hold their hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise carries no types
    """Hashed and compressed; the imports inside ES modules are hashed too, which Django leaves off by default."""

    support_js_module_import_aggregation = True
