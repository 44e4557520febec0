"""Text as WordPress' editor keeps it."""

from amtdesk.channels.wordpress_html import Placed, content, title


def test_paragraphs_and_lines_stay_what_they_are() -> None:
    found = content("eins\nzwei\n\n\n  drei  ", ())
    assert found == (
        "<!-- wp:paragraph -->\n<p>eins<br>zwei</p>\n<!-- /wp:paragraph -->\n\n"
        "<!-- wp:paragraph -->\n<p>  drei</p>\n<!-- /wp:paragraph -->"
    )


def test_nothing_in_a_text_becomes_code() -> None:
    found = content('<script>x</script> & "so" [gallery] <!-- wp:html -->', ())
    assert "&lt;script&gt;x&lt;/script&gt; &amp; &quot;so&quot; &#91;gallery&#93; &lt;!-- wp:html --&gt;" in found


def test_links_can_be_clicked_and_bring_nothing_else_in() -> None:
    found = content('Siehe https://a.example/?x=1&y="onclick=alert(1) und https://b.example/.', ())
    assert '<a href="https://a.example/?x=1&amp;y=">https://a.example/?x=1&amp;y=</a>' in found
    assert '<a href="https://b.example/">https://b.example/</a>.' in found
    assert "javascript" not in content("javascript:alert(1)", ()).replace("javascript:alert(1)</p>", "")


def test_pictures_come_first_with_their_descriptions() -> None:
    found = content("Text", [Placed(7, "https://a.example/b.png?x=1&y=2", 'Der "Markt"')])
    assert found.startswith('<!-- wp:image {"id":7} -->')
    assert '<img src="https://a.example/b.png?x=1&amp;y=2" alt="Der &quot;Markt&quot;" class="wp-image-7"/>' in found
    assert found.index("<img") < found.index("<p>Text</p>")


def test_a_title_is_no_html_either() -> None:
    assert title("Markt & <b>Fest</b>") == "Markt &amp; &lt;b&gt;Fest&lt;/b&gt;"
