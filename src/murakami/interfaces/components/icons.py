"""The drawings of the icons: strokes on a 24 × 24 grid, drawn for this project."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ICONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "alert": '<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17.2v.1"/>',
        "arrow-left": '<path d="M20 12H5M11 6l-6 6 6 6"/>',
        "arrow-right": '<path d="M4 12h15M13 6l6 6-6 6"/>',
        "bank": '<path d="M3 10 12 4l9 6M4 20h16M6 10v7M10 10v7M14 10v7M18 10v7"/>',
        "briefcase": '<rect x="3" y="8" width="18" height="12" rx="2"/><path d="M9 8V5h6v3M3 13.5h18"/>',
        "bus": '<rect x="4" y="4" width="16" height="13" rx="2"/><path d="M4 11h16M7.5 17v3M16.5 17v3M7.5 14v.1M16.5 14v.1"/>',
        "calendar": '<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>',
        "camera": '<path d="M3 8h4l2-3h6l2 3h4v11H3z"/><circle cx="12" cy="13" r="3.5"/>',
        "cane": '<circle cx="9" cy="5" r="2.5"/><path d="M9 7.5V14h4l2.5 6M9 10h5M9 14l-3 6M18.5 20v-8a1.8 1.8 0 0 0-3.6 0"/>',
        "card": '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8" cy="11" r="2"/>'
        '<path d="M5.5 16c.5-1.6 1.4-2.2 2.5-2.2s2 .6 2.5 2.2M14 10h4M14 14h4"/>',
        "check": '<path d="m4.5 12.5 5 5L20 7"/>',
        "chevron-down": '<path d="m6 9 6 6 6-6"/>',
        "chevron-right": '<path d="m9 6 6 6-6 6"/>',
        "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
        "close": '<path d="m6 6 12 12M18 6 6 18"/>',
        "document": '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5M9 13h7M9 17h5"/>',
        "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4 20h16"/>',
        "edit": '<path d="M4 20l1-4.5L16 4.5l3.5 3.5-11 11z"/><path d="m13.5 7 3.5 3.5"/>',
        "family": '<circle cx="8" cy="6" r="2.5"/><circle cx="16.5" cy="6.5" r="2"/><circle cx="12.5" cy="14" r="1.8"/>'
        '<path d="M3.5 20v-4.5A4.5 4.5 0 0 1 8 11c1 0 1.9.3 2.6.8M14 11.6a3.8 3.8 0 0 1 6.5 2.9V20M10 20v-1a2.5 2.5 0 0 1 5 0v1"/>',
        "file": '<path d="M6 3h8l5 5v13H6z"/><path d="M14 3v5h5"/>',
        "flower": '<path d="M12 21v-8M12 13c-3 0-5-2-5-5.5 3 0 5 2 5 5.5zM12 13c3 0 5-2 5-5.5-3 0-5 2-5 5.5zM12 9.5V4M9 21h6"/>',
        "heart": '<path d="M12 20.5C7.5 17.3 4 14.2 4 9.9A4.4 4.4 0 0 1 12 7.3a4.4 4.4 0 0 1 8 2.6c0 4.3-3.5 7.4-8 10.6z"/>',
        "house": '<path d="M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5M10 20v-6h4v6"/>',
        "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>',
        "letter": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>',
        "lock": '<rect x="5" y="10" width="14" height="10" rx="2"/><path d="M8 10V7.5a4 4 0 0 1 8 0V10"/>',
        "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>',
        "move": '<path d="M2 16V7h11v9M13 10h4.5l3.5 3v3h-2"/><circle cx="6.5" cy="17" r="2"/><circle cx="16.5" cy="17" r="2"/><path d="M8.5 17h6"/>',
        "people": '<circle cx="9" cy="8" r="3.2"/><path d="M3 20v-1.5A5 5 0 0 1 8 13.5h2a5 5 0 0 1 5 5V20M15.5 5.2a3 3 0 0 1 0 5.6M17 13.8a4.7 4.7 0 0 1 4 4.7V20"/>',
        "person": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20.5c.6-4 3.5-6.3 7.5-6.3s6.9 2.3 7.5 6.3"/>',
        "phone": '<path d="M6 3.5h3.5l1.7 4.6-2.3 1.7a12 12 0 0 0 5.3 5.3l1.7-2.3 4.6 1.7V18c0 1.5-1 2.5-2.5 2.5C11 20.5 3.5 13 3.5 6c0-1.5 1-2.5 2.5-2.5z"/>',
        "plus": '<path d="M12 5v14M5 12h14"/>',
        "pregnancy": '<circle cx="11" cy="4.8" r="2.3"/><path d="M11 7.5c-2.2.6-3 2.3-3 5V16h2v4.5h3.5V16.4a4.2 4.2 0 0 0 .5-7.6 3.6 3.6 0 0 0-3-1.3z"/>',
        "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
        "question": '<circle cx="12" cy="12" r="8.5"/><path d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.8M12 16.6v.1"/>',
        "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
        "shelter": '<path d="M3 20h18M5 20V9.5L12 4l7 5.5V20M9.2 13.2l2.8 2.8 2.8-2.8M12 9.5V16"/>',
        "shield": '<path d="M12 3.5 19.5 6v5.5c0 4.6-3 7.6-7.5 9-4.5-1.4-7.5-4.4-7.5-9V6z"/><path d="m9 12 2.3 2.3L15.5 10"/>',
        "text-size": '<path d="M2.5 19 8 5l5.5 14M4.6 14h6.8M15 19l3.2-8 3.3 8M16.2 16.2h4.2"/>',
        "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13.5h10L18 7M10 11v5.5M14 11v5.5"/>',
        "yen": '<circle cx="12" cy="12" r="8.5"/><path d="m8.5 7.5 3.5 5 3.5-5M12 12.5V17M9 12.8h6M9 15h6"/>',
    }
)
